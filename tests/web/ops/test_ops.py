"""The checks and metrics tell machines how the service fares."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from web.app import create_app


def test_ready_names_the_generation_and_its_size(seeds_index: Path) -> None:
    client = create_app({"INDEX": str(seeds_index)}).test_client()
    answer = client.get("/readyz").json
    assert answer["status"] == "ready"
    assert answer["articles"] >= 60
    assert answer["generation"]
    assert answer["age_seconds"] >= 0


def test_without_an_archive_it_is_alive_but_not_ready(tmp_path: Path) -> None:
    client = create_app({"INDEX": str(tmp_path / "none.index")}).test_client()
    assert client.get("/livez").json == {"status": "live"}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "reindex" in response.json["detail"]


def test_metrics_count_requests_by_endpoint_and_status(seeds_index: Path) -> None:
    client = create_app({"INDEX": str(seeds_index)}).test_client()

    def counted() -> float:
        families = text_string_to_metric_families(client.get("/metrics").text)
        wanted = {"endpoint": "api.suggest", "method": "GET", "status": "200"}
        samples = [sample for family in families for sample in family.samples]
        return sum(
            one.value for one in samples if one.name == "kashaf_requests_total" and one.labels == wanted
        )

    before = counted()
    client.get("/api/v1/suggest?q=a")
    assert counted() == before + 1
    assert "kashaf_ready 1.0" in client.get("/metrics").text
