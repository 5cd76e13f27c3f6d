-- What was liquidated each day: as publishers report it, beside the sums of the market data.
--
-- Compared are totals of a coin or of the whole market with a stated length of time, no exchange and no single order. Where the article
-- names the day, the data are summed over it, else over that length of time up to the publication. Data that hold some exchanges or
-- coins only give less than the whole: a reported sum that is larger is no error, one that is smaller is. Sums of 100 billion dollars
-- and more are left out: no day saw a tenth of that. Of several sums of one article for the same coin, side and time the largest is
-- taken: the others are parts whose coin is named elsewhere.
--
-- needs: market
-- set asset = : only this asset, an upper-case ticker.
-- set since = : only days on or after this one.
-- set until = : only days before this one.
-- column day: the last day of the stretch of time
-- column asset: null: the whole market
-- column side: long, short; null: both
-- column length: the stretch of time, as records have it
-- column publisher: who reports it
-- column published_at: when
-- column value: the reported sum, in US dollars
-- column bound: exact, about, at_least, at_most, between
-- column source: who counted it, as the article says
-- column data: the sum of the data over the stretch; null: they don't have all of it
-- column data_share: that sum in percent of the reported one
-- column venues: the exchanges that the data are of
-- column sums_from: start of the stretch that was summed, in whole intervals, half-open
-- column sums_to: its end
-- column article_id: where it is reported
-- example: tapecheck query OUT liquidations --market tape.duckdb --set asset=BTC
WITH reported AS (
    SELECT
        r.*, a.publisher, a.published_at,
        coalesce(r.time_start, a.published_at - to_hours(try_cast(
            CASE WHEN r."window" LIKE '%h' THEN r."window"[:-2]
                WHEN r."window" LIKE '%d' THEN (try_cast(r."window"[:-2] AS BIGINT) * 24)::VARCHAR END AS BIGINT))) AS since,
        coalesce(r.time_end, a.published_at) AS until
    FROM records r
    JOIN articles a USING (article_id)
    WHERE r.kind = 'liquidation' AND r.modality = 'asserted' AND r.venue IS NULL AND r.scope IS DISTINCT FROM 'one_order'
        AND r.currency = 'USD' AND r.value < 100000000000 AND ($asset IS NULL OR r.asset = $asset)
    QUALIFY row_number() OVER (
        PARTITION BY r.article_id, coalesce(r.fact_id, r.record_id) ORDER BY length(r.exact) DESC, r.text_start) = 1
),
told AS (
    SELECT *, (until - INTERVAL 1 SECOND)::DATE AS day FROM reported
    WHERE since IS NOT NULL AND since < until
        AND ($since IS NULL OR until > $since::TIMESTAMPTZ) AND ($until IS NULL OR since < $until::TIMESTAMPTZ)
    QUALIFY row_number() OVER (
        PARTITION BY article_id, asset, side, "window", time_start ORDER BY value DESC, text_start, record_id) = 1
),
steps AS (
    SELECT
        source, venues, asset, open_time AT TIME ZONE 'UTC' AS opened, long_usd, short_usd,
        CASE timeframe WHEN '5m' THEN INTERVAL 5 MINUTE WHEN '15m' THEN INTERVAL 15 MINUTE WHEN '30m' THEN INTERVAL 30 MINUTE
            WHEN '1h' THEN INTERVAL 1 HOUR WHEN '4h' THEN INTERVAL 4 HOUR WHEN '12h' THEN INTERVAL 12 HOUR
            WHEN '1d' THEN INTERVAL 1 DAY END AS step
    FROM market.liquidations
),
summed AS (
    SELECT
        t.article_id, t.record_id, s.source, s.venues, s.step,
        sum(CASE t.side WHEN 'long' THEN s.long_usd WHEN 'short' THEN s.short_usd ELSE s.long_usd + s.short_usd END) AS data,
        min(s.opened) AS first, max(s.opened) + any_value(s.step) AS last, count(DISTINCT s.opened) AS intervals
    FROM told t
    JOIN steps s ON s.opened >= t.since AND s.opened + s.step <= t.until AND (t.asset IS NULL OR s.asset = t.asset)
    GROUP BY ALL
),
whole AS (
    SELECT * FROM summed s JOIN told t USING (article_id, record_id)
    WHERE epoch(s.last) - epoch(s.first) = s.intervals * epoch(s.step)
        AND s.first - t.since < s.step AND t.until - s.last < s.step
),
best AS (
    SELECT article_id, record_id, data, venues, first, last FROM whole
    QUALIFY row_number() OVER (
        PARTITION BY article_id, record_id ORDER BY len(string_split(venues, ',')) DESC, whole.step, whole.source) = 1
)
SELECT
    t.day, t.asset, t.side, t."window" AS length, t.publisher, t.published_at, t.value, t.bound, t.source_name AS source,
    round(b.data, 0)::DECIMAL(38, 0) AS data, round(100 * b.data / t.value, 1)::DECIMAL(9, 1) AS data_share,
    b.venues, b.first AS sums_from, b.last AS sums_to, t.article_id
FROM told t
LEFT JOIN best b USING (article_id, record_id)
ORDER BY t.day DESC, t.asset NULLS FIRST, t.side NULLS FIRST, t.value DESC, t.article_id, t.record_id
