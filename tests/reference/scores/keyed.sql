SELECT CAST("account" AS VARCHAR) AS cluster,
       CAST("w" AS DOUBLE) AS weight,
       CAST("score" AS DOUBLE) AS score,
       CAST(SUM(CASE WHEN LOWER(CAST("label" AS VARCHAR)) IN ('1', 'true', 'positive', '1.0') THEN 1 ELSE 0 END) AS BIGINT) AS positives,
       CAST(SUM(CASE WHEN LOWER(CAST("label" AS VARCHAR)) IN ('0', 'false', 'negative', '0.0') THEN 1 ELSE 0 END) AS BIGINT) AS negatives,
       CAST(SUM(CASE WHEN CAST("label" AS VARCHAR) IS NULL OR CAST("label" AS VARCHAR) = '' THEN 1 ELSE 0 END) AS BIGINT) AS unlabelled,
       CAST(SUM(CASE WHEN LOWER(CAST("label" AS VARCHAR)) IN ('1', 'true', 'positive', '1.0') THEN 0 WHEN LOWER(CAST("label" AS VARCHAR)) IN ('0', 'false', 'negative', '0.0') THEN 0 WHEN CAST("label" AS VARCHAR) IS NULL OR CAST("label" AS VARCHAR) = '' THEN 0 ELSE 1 END) AS BIGINT) AS other_labels
FROM 'tests/reference/scores/keyed.parquet'
GROUP BY CAST("account" AS VARCHAR), CAST("w" AS DOUBLE), CAST("score" AS DOUBLE)
ORDER BY CAST("account" AS VARCHAR), CAST("w" AS DOUBLE), CAST("score" AS DOUBLE);
