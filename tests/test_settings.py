"""Every setting: its default, and values that it cannot take."""

import pytest
from click.testing import CliRunner

import index.settings
import search.settings
import web.settings
from index.settings import BadSetting, Setting
from kashaf import main

SETTINGS = (*index.settings.SETTINGS, *search.settings.SETTINGS, *web.settings.SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.name)
def test_a_default_is_what_its_own_text_says(setting: Setting[object]) -> None:
    assert setting.value({}) == setting.default
    assert setting.value({setting.variable: str(setting.default)}) == setting.default


def test_no_two_settings_share_a_variable() -> None:
    assert len({one.variable for one in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (index.settings.LOCK_WAIT, "nan"),
        (index.settings.LOCK_WAIT, "-1"),
        (index.settings.MEMORY, "0"),
        (index.settings.TERMINAL_ORDER, "sideways"),
        (search.settings.WINDOW, "many"),
        (web.settings.PAGE_SIZE, "0"),
        (web.settings.PORT, "70000"),
        (web.settings.TRUSTED_PROXIES, "-1"),
        (web.settings.RATE_LIMIT, "now and then"),
    ],
)
def test_what_a_setting_cannot_take_is_told_by_its_variable(setting: Setting[object], text: str) -> None:
    with pytest.raises(BadSetting, match=setting.variable) as caught:
        setting.value({setting.variable: text})
    assert setting.variable in caught.value.arabic


@pytest.mark.parametrize("variable", ["KASHAF_PAGE_SIZE", "KASHAF_QUERY_DEPTH", "KASHAF_PORT"])
def test_the_server_does_not_start_on_a_bad_setting(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "x")
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == BadSetting.exit_code
    assert variable in result.output
