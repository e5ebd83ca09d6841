SELECT CAST("account" AS VARCHAR) AS cluster,
       CAST("w" AS DOUBLE) AS weight,
       CAST("score" AS DOUBLE) AS score,
       SUM(CASE WHEN LOWER(CAST("label" AS VARCHAR)) IN ('1', 'true', 'positive', '1.0') THEN 1 ELSE 0 END) AS positives,
       SUM(CASE WHEN LOWER(CAST("label" AS VARCHAR)) IN ('0', 'false', 'negative', '0.0') THEN 1 ELSE 0 END) AS negatives,
       SUM(CASE WHEN LOWER(CAST("label" AS VARCHAR)) IN ('1', 'true', 'positive', '1.0') THEN 0 WHEN LOWER(CAST("label" AS VARCHAR)) IN ('0', 'false', 'negative', '0.0') THEN 0 ELSE 1 END) AS unlabelled
FROM 'tests/reference/scores/keyed.parquet'
GROUP BY CAST("account" AS VARCHAR), CAST("w" AS DOUBLE), CAST("score" AS DOUBLE)
ORDER BY CAST("account" AS VARCHAR), CAST("w" AS DOUBLE), CAST("score" AS DOUBLE);
