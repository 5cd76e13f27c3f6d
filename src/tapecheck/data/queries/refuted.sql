-- How often the market data refute what a publisher claims, and how sure that is.
--
-- A claim is a fact of an article, however often the article states it; one that is refuted anywhere counts as refuted. The range is the
-- Wilson interval of 95 %: with so few claims, the share among all that the publisher would write may lie anywhere in it. Claims of one
-- article are not independent of one another, so it is rather too narrow.
--
-- set least = 20: only publishers with at least so many decided claims.
-- set kind = : only claims of this kind: price, percent_move, liquidation, metric, superlative.
-- set since = : only articles published on or after this day.
-- set until = : only articles published before this day.
-- column publisher: the name that is used most for the site
-- column site: the host of its addresses
-- column articles: articles with a claim that could be checked or not
-- column claims: facts that were checked
-- column decided: those that the data support or refute
-- column supported: by the data
-- column refuted: by the data
-- column share: refuted among decided, in percent
-- column low: lower end of the range of the share
-- column high: upper end
-- example: tapecheck query OUT refuted --set least=50 --set kind=price
WITH claims AS (
    SELECT
        site(a.url, a.publisher) AS site, r.article_id, coalesce(r.fact_id, r.record_id) AS claim,
        mode(a.publisher ORDER BY a.publisher) AS publisher,
        bool_or(v.label = 'REFUTED') AS refuted,
        bool_or(v.label = 'SUPPORTED') AND NOT bool_or(v.label = 'REFUTED') AS supported
    FROM records r
    JOIN verdicts v USING (article_id, record_id)
    JOIN articles a USING (article_id)
    WHERE ($kind IS NULL OR r.kind = $kind)
        AND ($since IS NULL OR a.published_at >= $since::TIMESTAMPTZ)
        AND ($until IS NULL OR a.published_at < $until::TIMESTAMPTZ)
    GROUP BY ALL
),
counted AS (
    SELECT
        site, mode(publisher ORDER BY publisher) AS publisher, count(DISTINCT article_id) AS articles, count(*) AS claims,
        count(*) FILTER (refuted OR supported) AS decided,
        count(*) FILTER (supported) AS supported, count(*) FILTER (refuted) AS refuted
    FROM claims GROUP BY site
),
shares AS (
    SELECT *, refuted / decided AS p, 1.959964 AS z FROM counted WHERE decided >= greatest($least::BIGINT, 1)
),
ranges AS (
    SELECT
        *, (p + z * z / (2 * decided)) / (1 + z * z / decided) AS middle,
        z * sqrt(p * (1 - p) / decided + z * z / (4 * decided * decided)) / (1 + z * z / decided) AS half
    FROM shares
)
SELECT
    publisher, site, articles, claims, decided, supported, refuted,
    round(100 * p, 1)::DECIMAL(5, 1) AS share,
    round(100 * greatest(middle - half, 0), 1)::DECIMAL(5, 1) AS low,
    round(100 * least(middle + half, 1), 1)::DECIMAL(5, 1) AS high
FROM ranges
ORDER BY ranges.middle - ranges.half DESC, decided DESC, site
