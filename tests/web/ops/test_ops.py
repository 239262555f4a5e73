"""The checks and metrics tell machines how the service fares."""

from pathlib import Path

from flask.testing import FlaskClient
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


def test_a_folder_that_the_system_does_not_give_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    client = create_app({"INDEX": str(tmp_path / "file")}).test_client()
    for path in ("/readyz", "/api/v1/search"):
        response = client.get(path)
        assert (response.status_code, response.json["code"]) == (503, "archive-unreadable")
        assert str(tmp_path / "file") in response.json["detail"]
    assert client.get("/").status_code == 503
    assert "kashaf_ready 0.0" in client.get("/metrics").text


def requests_of(client: FlaskClient) -> dict[tuple[str, str, str], float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.labels["endpoint"], sample.labels["method"], sample.labels["status"]): sample.value
        for family in families
        for sample in family.samples
        if sample.name == "kashaf_requests_total"
    }


def test_metrics_count_requests_by_endpoint_and_status(seeds_index: Path) -> None:
    client = create_app({"INDEX": str(seeds_index)}).test_client()
    counted = ("api.suggest", "GET", "200")
    before = requests_of(client).get(counted, 0)
    client.get("/api/v1/suggest?q=a")
    assert requests_of(client)[counted] == before + 1
    assert "kashaf_ready 1.0" in client.get("/metrics").text


def test_metrics_do_not_grow_with_what_clients_make_up(seeds_index: Path) -> None:
    client = create_app({"INDEX": str(seeds_index)}).test_client()
    for method, path in (
        ("BREW", "/search"),
        ("STEEP", "/search"),
        ("GET", "/made-up"),
        ("GET", "/made-up-too"),
    ):
        client.open(path, method=method)
    after = requests_of(client)
    assert {method for _, method, _ in after} <= {"GET", "HEAD", "POST", "OPTIONS", "DELETE", "other"}
    assert after["none", "other", "405"] >= 2
    assert not [endpoint for endpoint, *_ in after if "made-up" in endpoint]
