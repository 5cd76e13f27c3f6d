-- Who is quoted most, each person once, however the name is spelled.
--
-- Joined are spellings that differ in capitals, accents, points, middle initials and titles before the name; two first names of one
-- letter with one surname and a common affiliation ("Mike", "Michael"); and a surname alone with the only full name that shares its
-- affiliation or title. An organisation is whom quoted people speak for, at least a tenth as often as it is quoted itself; a site's
-- quotes of itself do not count.
--
-- set least = 3: only who is quoted at least so many times.
-- set who = person: person, organisation, or any.
-- set since = : only articles published on or after this day.
-- set until = : only articles published before this day.
-- column speaker: the spelling that is used most
-- column who: person, or organisation
-- column title: the title that is given most often; null: none is ever
-- column affiliation: the affiliation that is given most often
-- column quotes: quotations; the same words in several articles count once
-- column articles: articles that quote the speaker
-- column publishers: sites of those articles
-- column first: day of the earliest of them
-- column last: day of the latest
-- column also: the other spellings that were joined
-- example: tapecheck query OUT most-quoted --set least=10 --set since=2026-01-01
WITH said AS (
    SELECT
        q.article_id, q.speaker, q.speaker_title, q.affiliation, a.published_at, site(a.url, a.publisher) AS site,
        md5(regexp_replace(lower(q.exact), '[^\p{L}\p{N}]+', ' ', 'g')) AS words,
        name_key(q.speaker) AS key, name_key(q.affiliation) AS firm, lower(q.speaker_title) AS title
    FROM quotes q
    JOIN articles a USING (article_id)
    WHERE q.speaker IS NOT NULL
        AND ($since IS NULL OR a.published_at >= $since::TIMESTAMPTZ)
        AND ($until IS NULL OR a.published_at < $until::TIMESTAMPTZ)
        AND name_key(regexp_replace(q.speaker, '\.[a-z]{2,4}$', '')) IS DISTINCT FROM name_key(a.publisher)
        AND lower(q.speaker) IS DISTINCT FROM site(a.url, a.publisher)
),
names AS (
    SELECT
        key, split_part(key, ' ', 1) AS first_name, split_part(key, ' ', -1) AS surname, contains(key, ' ') AS full_name,
        list_distinct(list(firm) FILTER (firm IS NOT NULL)) AS firms,
        list_distinct(list(title) FILTER (title IS NOT NULL)) AS titles, count(*) AS times
    FROM said GROUP BY key
),
variants AS (
    SELECT n.key, min(o.key) AS chosen
    FROM names n
    JOIN names o ON n.surname = o.surname AND n.full_name AND o.full_name AND n.first_name[1] = o.first_name[1]
        AND (o.times, o.key) > (n.times, n.key) AND len(list_intersect(n.firms, o.firms)) > 0
    GROUP BY n.key HAVING count(*) = 1
),
alone AS (
    SELECT n.key, min(coalesce(v.chosen, o.key)) AS chosen
    FROM names n
    JOIN names o ON n.surname = o.surname AND NOT n.full_name AND o.full_name
        AND (len(list_intersect(n.firms, o.firms)) > 0 OR len(list_intersect(n.titles, o.titles)) > 0)
    LEFT JOIN variants v ON v.key = o.key
    GROUP BY n.key HAVING count(DISTINCT coalesce(v.chosen, o.key)) = 1
),
joined AS (
    SELECT s.*, coalesce(v.chosen, l.chosen, s.key) AS person
    FROM said s
    LEFT JOIN variants v ON v.key = s.key
    LEFT JOIN alone l ON l.key = s.key
),
firms AS (
    SELECT f.firm
    FROM (SELECT firm, count(*) AS times FROM said WHERE firm IS NOT NULL GROUP BY firm) f
    LEFT JOIN names n ON n.key = f.firm
    WHERE f.times * 10 >= coalesce(n.times, 0)
),
spelled AS (
    SELECT person, speaker, count(*) AS times FROM joined GROUP BY person, speaker
),
spellings AS (
    SELECT
        person, first(speaker ORDER BY times DESC, speaker) AS speaker,
        list(speaker ORDER BY times DESC, speaker) AS all_of_them
    FROM spelled GROUP BY person
)
SELECT
    p.speaker,
    CASE WHEN f.firm IS NULL THEN 'person' ELSE 'organisation' END AS who,
    mode(j.speaker_title ORDER BY j.speaker_title) AS title,
    mode(j.affiliation ORDER BY j.affiliation) AS affiliation,
    count(DISTINCT j.words) AS quotes,
    count(DISTINCT j.article_id) AS articles,
    count(DISTINCT j.site) AS publishers,
    min(j.published_at)::DATE AS first,
    max(j.published_at)::DATE AS last,
    array_to_string(p.all_of_them[2:], ', ') AS also
FROM joined j
JOIN spellings p USING (person)
LEFT JOIN firms f ON f.firm = j.person
GROUP BY ALL
HAVING count(DISTINCT j.words) >= $least::BIGINT AND ($who = 'any' OR who = $who)
ORDER BY quotes DESC, articles DESC, p.speaker
