-- The same thing told with different figures by different publishers: values that can't both hold.
--
-- set asset = : only this asset, an upper-case ticker.
-- set since = : only articles published on or after this day.
-- set until = : only articles published before this day.
WITH told AS (
    SELECT
        r.article_id, r.record_id, r.fact_id, a.publisher, site(a.url, a.publisher) AS site, a.url, a.published_at,
        r.kind, r.asset, r.metric, r.role, r.side, r.venue, r.scope, r.measure, r."window", r.currency, r.unit, r.bound,
        r.value, r.value_high, r.exact, r.sentence, r.text_start, r.part_of, r.attribution_speaker, r.attribution_source,
        r.time_start, r.time_end, r.time_text,
        substr(a.text, greatest(r.text_start - 31, 1), least(r.text_start, 32)) AS prefix,
        substr(a.text, r.text_start + length(r.exact) + 1, 32) AS suffix,
        v.label
    FROM records r
    JOIN articles a USING (article_id)
    LEFT JOIN verdicts v USING (article_id, record_id)
    WHERE r.modality = 'asserted' AND r.condition IS NULL AND r.value IS NOT NULL AND a.published_at IS NOT NULL
        AND (r.asset IS NOT NULL OR r.kind = 'liquidation')
        AND (r.kind IN ('liquidation', 'metric', 'percent_move')
            OR r.role IN ('all_time_high', 'all_time_low', 'high', 'low'))
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
