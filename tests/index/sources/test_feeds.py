import datetime as dt

import pytest

from index.article import Article, Rejected
from index.sources import read

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>صدى الساحل</title><link>https://example.org</link>
<item>
<title>عودة &amp; سفينة &lt;b&gt;قديمة&lt;/b&gt;</title><link>https://example.org/1</link>
<guid isPermaLink="false">n-1</guid>
<pubDate>Wed, 04 Sep 2019 07:17:00 +0300</pubDate><category>محليات</category><category>ثقافة</category>
<dc:creator>صور - رويترز</dc:creator><description>ملخص قصير</description>
<content:encoded><![CDATA[<p>عادت السفينة.</p><p>ورست <a href="x">عند الرصيف</a>.<br/>
ثم نامت.</p><script>x()</script>]]></content:encoded></item>
<item><title>خبر بلا متن</title><link>https://example.org/2</link></item>
<item><description>متن بلا عنوان</description></item>
<item><pubDate>Wed, 04 Sep 2019 07:17:00 +0300</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>صدى الساحل</title>
<entry><id>tag:example.org,2019:1</id>
<title type="html">عنوان &lt;em&gt;مائل&lt;/em&gt;</title><updated>2019-09-04T04:17:00Z</updated>
<author><name>سعاد حسن</name></author><author><name>ليلى كمال</name></author><link href="https://example.org/1"/>
<category term="culture" label="ثقافة"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>أول</p><p>ثان</p></div></content></entry></feed>"""


def pieces(tmp_path, content, name="a.xml"):
    (tmp_path / name).write_bytes(content)
    return list(read([tmp_path]))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_rss(tmp_path, encoding):
    article, *_ = pieces(tmp_path, RSS.format(encoding=encoding).encode(encoding))
    assert isinstance(article, Article)
    assert (article.id, article.title, article.url) == ("n-1", "عودة & سفينة قديمة", "https://example.org/1")
    assert article.paragraphs == ["عادت السفينة.", "ورست عند الرصيف.", "ثم نامت."]
    assert article.published.instant == dt.datetime(2019, 9, 4, 4, 17, tzinfo=dt.UTC)
    assert (article.sections, article.site) == (("محليات", "ثقافة"), "صدى الساحل")
    assert (article.place, article.source, article.author) == ("صور", "رويترز", "")
    assert article.extra["summary"] == "ملخص قصير"


def test_an_item_needs_a_title_or_a_text(tmp_path):
    _, title, body, empty = pieces(tmp_path, RSS.format(encoding="utf-8").encode())
    assert (title.title, title.body) == ("خبر بلا متن", "")
    assert (body.title, body.body) == ("", "متن بلا عنوان")
    assert isinstance(empty, Rejected)
    assert (empty.reason, empty.message[:7]) == ("empty", "item 4:")


def test_atom(tmp_path):
    [article] = pieces(tmp_path, ATOM.encode(), "a.atom")
    assert (article.id, article.title, article.body) == ("tag:example.org,2019:1", "عنوان مائل", "أول\nثان")
    assert (article.author, article.sections) == ("سعاد حسن، ليلى كمال", ("ثقافة",))
    assert article.published.isoformat() == "2019-09-04T04:17:00+00:00"


def test_of_a_feed_that_breaks_off_the_whole_items_are_read(tmp_path):
    whole = RSS.format(encoding="utf-8")
    broken = whole[: whole.index("خبر بلا متن")]
    assert pieces(tmp_path, broken.encode())[0].id == "n-1"


def test_entities_are_not_expanded(tmp_path):
    entities = '<!ENTITY a "ااااااااااا"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">'
    items = "<item><title>عنوان &b; &c;</title></item>"
    text = f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss><channel>{items}</channel></rss>"
    for piece in pieces(tmp_path, text.encode()):
        assert isinstance(piece, Rejected) or len(piece.title) < 20
