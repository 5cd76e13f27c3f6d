"""A result in somebody else's page: what it shows, what of that page reaches it, and what of it reaches that page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.report.conftest import Watched

from tapecheck import Pipeline, Settings
from tapecheck.corpus.lines import failed_result
from tapecheck.market import MarketStore
from tapecheck.records import Result
from tapecheck.report.notebook import LONGEST_TEXT, MOST_RECORDS, notebook_html
from tapecheck.report.views.marks import mark_of
from tapecheck.schema.input import ArticleInput, RejectedInput

ROOT = Path(__file__).parents[2]
WIRE = json.loads((ROOT / "examples" / "articles" / "wire.jsonl").read_text("utf-8"))
HOSTILE_WORDS = {
    "title": "</style><script>window.bad = 1</script> \u202eBitcoin & <b>others</b>",
    "publisher": '"><img src=x onerror="window.bad = 1">',
    "text": "Bitcoin hit $97,000</mark><img src=x onerror='bad()'> on Wednesday, \u202esaid Cosima <i>Example</i>. {{ 7 * 7 }}",
}
HOSTILE_STYLES = """
* { color: red; font-size: 31px; margin: 9px; letter-spacing: 3px; direction: rtl; }
*::after { content: "X"; } *::before { content: "Y"; }
p { text-transform: uppercase; } summary { display: none; } a, mark { background: blue; color: white; }
table td { background: lime; text-align: right; border: 4px solid; } table { display: none; }
#page p, #page table, #page mark, #page details { color: hotpink; background: black; transform: rotate(2deg); }
#page #out td:nth-child(2), #page #out .reason { display: none; }
body { font: 30px fantasy; line-height: 3; text-align: right; white-space: pre; }
"""
COMPUTED = """() => [...document.querySelectorAll('.tapecheck-view, .tapecheck-view *:not(style)')].map(one => {
    const all = getComputedStyle(one), named = ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'lineHeight', 'display', 'textAlign',
        'textTransform', 'letterSpacing', 'marginTop', 'borderBottomWidth', 'transform', 'whiteSpace', 'direction'];
    return [one.tagName, one.className, ...named.map(name => all[name]), getComputedStyle(one, '::after').content,
        getComputedStyle(one, '::before').content];
})"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    store = MarketStore.open(tmp_path_factory.mktemp("market") / "tape.duckdb", create=True)
    store.import_file(ROOT / "examples" / "market" / "binance_spot_15m.csv")
    return Pipeline.from_config(Settings.of(ner="none", figures="patterns"), market=store)


def read(pipeline: Pipeline, **fields: Any) -> Result:
    row = {**WIRE, **fields}
    return pipeline.process(
        ArticleInput(id=row["id"], source=row["text"], media="text", url=row["url"], title=row["title"],
                     publisher=row["publisher"], published_at=pipeline_time()),
    )  # fmt: skip


def pipeline_time() -> Any:
    from tapecheck.text.instants import instant_of

    return instant_of(WIRE["published_at"])


def put(folder: Path, html: str, *, head: str = "", body: str = "") -> Path:
    path = folder / "page.html"
    path.write_text(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>A notebook</title>{head}</head><body {body}><main id='page'><h1>A notebook</h1>"
        f"<p id='theirs'>Their <mark>words</mark></p><div id='out'>{html}</div>"
        "<table id='table'><tbody><tr><td>theirs</td></tr></tbody></table>"
        "</main></body></html>",
        "utf-8",
    )
    return path


def test_a_result_says_in_one_line_what_it_is(pipeline: Pipeline) -> None:
    result = read(pipeline)
    labels = [record.verdict.label for record in result.records]
    assert repr(result) == str(result)
    assert repr(result).startswith("<ArticleResult 'wire-0114' 'Bitcoin extends rally, ether follows': 12 records, ")
    assert set(labels) == {"NOT_ENOUGH_INFO", "SUPPORTED"}
    assert repr(result).endswith(
        f", {labels.count('NOT_ENOUGH_INFO')} NOT_ENOUGH_INFO, {labels.count('SUPPORTED')} SUPPORTED>"
    )
    assert "\n" not in repr(result)


def test_jupyter_is_given_the_view(pipeline: Pipeline) -> None:
    result = read(pipeline)
    assert result._repr_html_() == notebook_html(result)


def test_marks_and_rows_are_the_records(pipeline: Pipeline, watched: Watched, tmp_path: Path) -> None:
    result = read(pipeline)
    page = watched.open(put(tmp_path, notebook_html(result)))
    rows = page.locator(".tapecheck-view tbody tr")
    assert rows.count() == len(result.records)
    text = result.article.text
    for number, record in enumerate(result.records, start=1):
        marks = page.locator(f'.tapecheck-view mark[title^="{number}. "]')
        place = record.provenance.text
        words = "".join(marks.all_text_contents())
        assert words, record
        assert words in text[place.start : place.end] or record.kind == "quote"
        row = rows.nth(number - 1)
        assert row.locator("td").first.inner_text() == str(number)
        assert mark_of(record).words in row.locator("td.judged").inner_text()
        assert mark_of(record).words in (marks.first.get_attribute("title") or "")
    shown = "".join(page.locator(".tapecheck-view .block").all_text_contents())
    content = "".join(text[block.start : block.end] for block in result.article.blocks if block.is_content)
    assert shown.removeprefix(result.article.title or "") == content.removeprefix(result.article.title or "")


def test_of_two_records_at_one_place_both_are_told(pipeline: Pipeline) -> None:
    result = read(pipeline)
    price = next(record for record in result.records if record.kind == "price")
    twin = price.model_copy(update={"id": "twin", "verdict": None})
    html = notebook_html(result.model_copy(update={"records": (price, twin)}))
    assert html.count("<mark") == 1
    assert 'title="1. price, quote: supported; 2. price, quote: not checked"' in html
    assert 'data-note="✓1 –2"' in html


def test_an_article_stays_text(pipeline: Pipeline, watched: Watched, tmp_path: Path) -> None:
    html = notebook_html(read(pipeline, **HOSTILE_WORDS))
    assert len(re.findall(r"</?(?:script|img|b|i)\b", html)) == 0
    page = watched.open(put(tmp_path, html))
    assert page.evaluate("window.bad") is None
    assert HOSTILE_WORDS["title"] in page.locator(".tapecheck-view .article").inner_text()
    assert "{{ 7 * 7 }}" in page.locator(".tapecheck-view .article").inner_text()
    assert page.locator(".tapecheck-view mark").first.text_content() == "$97,000"


def test_the_page_around_it_changes_nothing(pipeline: Pipeline, watched: Watched, tmp_path: Path) -> None:
    html = notebook_html(read(pipeline, text=WIRE["text"] + "\n\nביטקוין עלה ל-$97,000 ביום רביעי."))
    alone = watched.open(put(tmp_path, html)).evaluate(COMPUTED)
    # The width must be the same, or the lines of a narrow view fall otherwise.
    style = f"<style>{HOSTILE_STYLES} #page#page, body {{ margin: 8px }} #page#page {{ margin: 0 }} #out#out#out {{ margin: 0 }}</style>"
    page = watched.open(put(tmp_path, html, head=style))
    assert page.locator("#theirs").evaluate("one => getComputedStyle(one).color") == "rgb(255, 105, 180)"
    assert page.evaluate(COMPUTED) == alone
    edges = page.locator(".block").last.evaluate("""one => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return [words.getBoundingClientRect().right, one.getBoundingClientRect().right];
    }""")
    assert edges[1] - edges[0] < 3, "Hebrew begins at the right"


def test_it_changes_nothing_of_the_page_around_it(pipeline: Pipeline, watched: Watched, tmp_path: Path) -> None:
    theirs = """() => ['body', 'h1', '#theirs', '#theirs mark', '#table', '#table td'].map(name => {
        const all = getComputedStyle(document.querySelector(name));
        return [...all].filter(key => !/^(--|block-size|height|perspective-origin|transform-origin)/.test(key)).map(key => [key, all[key]]);
    })"""
    before = watched.open(put(tmp_path, "")).evaluate(theirs)
    after = watched.open(put(tmp_path, notebook_html(read(pipeline)))).evaluate(theirs)
    assert after == before


def test_the_notebooks_theme_decides(pipeline: Pipeline, watched: Watched, tmp_path: Path) -> None:
    white, black = "rgb(255, 255, 255)", "rgb(20, 22, 26)"
    for body, grounds in {
        "data-jp-theme-light='true'": (white, white),
        "data-jp-theme-light='false'": (black, black),
        "class='vscode-dark'": (black, black),
        "": (white, black),
    }.items():
        page = watched.open(put(tmp_path, notebook_html(read(pipeline)), body=body))
        for prefers, ground in zip(("light", "dark"), grounds, strict=True):
            page.emulate_media(color_scheme=prefers)
            seen = page.locator(".tapecheck-view").evaluate("one => getComputedStyle(one).backgroundColor")
            assert seen == ground, (body, prefers)


def test_a_page_without_a_doctype_changes_nothing(pipeline: Pipeline, watched: Watched, tmp_path: Path) -> None:
    path = put(tmp_path, notebook_html(read(pipeline)), body="data-jp-theme-light='false'")
    path.write_text(path.read_text("utf-8").removeprefix("<!doctype html>"), "utf-8")
    page = watched.open(path)
    assert page.evaluate("document.compatMode") == "BackCompat"
    colours = page.locator(".tapecheck-view td").evaluate_all("all => all.map(one => getComputedStyle(one).color)")
    assert set(colours) == {"rgb(232, 234, 238)", "rgb(165, 173, 186)"}  # the number is dim


@pytest.mark.parametrize("light", ["true", "false"])
def test_it_can_be_used_by_everybody(pipeline: Pipeline, watched: Watched, tmp_path: Path, light: str) -> None:
    page = watched.open(put(tmp_path, notebook_html(read(pipeline)), body=f"data-jp-theme-light='{light}'"))
    found = Axe().run(page, context="#out")
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_of_a_long_article_the_beginning_is_shown(pipeline: Pipeline) -> None:
    sentence = "Bitcoin was trading at $97,000 on Wednesday, said Cosima Example. "
    result = read(pipeline, text="\n\n".join([sentence * 3] * 300))
    html = notebook_html(result)
    content = sum(len(block) for block in result.article.blocks if block.is_content)
    assert content > 2 * LONGEST_TEXT
    assert f"{content - LONGEST_TEXT:,} more characters are not shown here" in html
    assert f"{len(result.records) - MOST_RECORDS:,} more records are not shown here" in html
    assert html.count("<tr><td") == MOST_RECORDS
    assert len(html) < 250_000


def test_an_article_of_one_long_block_is_cut(pipeline: Pipeline) -> None:
    result = read(pipeline, text="Bitcoin rose. " * 3_000)
    html = notebook_html(result)
    assert f"{sum(len(block) for block in result.article.blocks) - LONGEST_TEXT:,} more characters" in html
    assert html.count("Bitcoin rose. ") < 1_500


def test_without_records_and_verdicts(watched: Watched, tmp_path: Path) -> None:
    pipeline = Pipeline.from_config(Settings.of(ner="none", figures="patterns"))
    assert "0 records" in notebook_html(read(pipeline, text="Nothing happened."))
    page = watched.open(put(tmp_path, notebook_html(read(pipeline))))
    assert "12 not checked" in page.locator(".tapecheck-view summary").nth(1).inner_text()


def test_an_article_that_failed_says_why(pipeline: Pipeline) -> None:
    rejected = RejectedInput(id="a<b", error="ParseError", message="no <article> in it")
    result = failed_result(rejected, pipeline.versions)
    assert repr(result) == "<ArticleResult 'a<b': failed, ParseError: no <article> in it>"
    assert "ParseError: no &lt;article&gt; in it" in notebook_html(result)
    assert "<table" not in notebook_html(result)
