-- The same thing told with different figures by different publishers: values that can't both hold.
--
-- One row for each telling; tellings with one conflict number are of one thing. Compared are record highs and lows, highs, lows and
-- changes of a stretch of time that was over, liquidations, flows of funds, market values and the like on one day, what companies hold
-- and buy, and what was stolen from somebody; each with what its rounding and wording leave open.
--
-- set asset = : only this asset, an upper-case ticker.
-- set since = : only articles published on or after this day.
-- set until = : only articles published before this day.
-- column conflict: a number for each conflict, the latest first
-- column asset: null: liquidations of the whole market, or a loss
-- column day: the day it is of: of publication, or the first of the stretch of time
-- column kind: price, percent_move, liquidation, metric
-- column about: what the figures are of
-- column version: 1 for the figure with most publishers behind it, 2 for the next
-- column value: as stated
-- column value_high: the upper end of a range
-- column unit: a currency, percent, or a coin
-- column written: the figure as the article writes it
-- column apart: how far the farthest two figures of the conflict lie apart, in percent of the larger
-- column publisher: who tells it
-- column article_id: where
-- column published_at: when
-- column verdict: what the market data say of this figure: SUPPORTED, REFUTED, NOT_ENOUGH_INFO; null: not checked
-- column source: whom the article credits with it
-- column sentence: its words
-- column link: leads to them
-- example: tapecheck query OUT conflicts --set asset=BTC --set since=2026-01-01
WITH told AS (
    SELECT
        r.article_id, r.record_id, r.fact_id, a.publisher, site(a.url, a.publisher) AS site, a.url, a.title, a.published_at,
        r.kind, r.asset, r.metric, r.role, r.side, r.venue, r.scope, r.measure, r."window",
        coalesce(r.currency, r.unit) AS unit, r.bound, r.value, r.value_high, r.exact, r.prefix, r.suffix, r.sentence, r.text_start,
        r.attribution_speaker, r.attribution_source, r.time_start, r.time_end, r.time_text, v.label
    FROM records r
    JOIN articles a USING (article_id)
    LEFT JOIN verdicts v USING (article_id, record_id)
    WHERE r.modality = 'asserted' AND r.condition IS NULL AND r.value != 0 AND a.published_at IS NOT NULL
        AND (r.asset IS NOT NULL OR r.kind = 'liquidation' OR r.metric = 'loss')
        AND (r.kind = 'liquidation' OR r.role IN ('all_time_high', 'all_time_low', 'high', 'low')
            OR (r.kind = 'percent_move' AND r.metric = 'price' AND r.time_start IS NOT NULL)
            OR (r.kind = 'metric' AND r.measure = 'level' AND r.metric IN ('market_cap', 'dominance', 'tvl', 'open_interest',
                'supply', 'index', 'flow', 'revenue', 'profit', 'holdings', 'purchase', 'loss')))
        AND ($asset IS NULL OR r.asset = $asset)
        AND ($since IS NULL OR a.published_at >= $since::TIMESTAMPTZ)
        AND ($until IS NULL OR a.published_at < $until::TIMESTAMPTZ)
)
SELECT * FROM told
QUALIFY row_number() OVER (
    PARTITION BY article_id, coalesce(fact_id, record_id)
    ORDER BY time_start IS NULL, length(exact) DESC, text_start
) = 1
ORDER BY kind, metric, role, asset, published_at, article_id, text_start
