SELECT CAST("score" AS DOUBLE) AS score,
       SUM(CASE WHEN CAST("label" AS VARCHAR) = 'spam' THEN 1 ELSE 0 END) AS positives,
       SUM(CASE WHEN CAST("label" AS VARCHAR) NOT IN ('spam', '') THEN 1 ELSE 0 END) AS negatives,
       SUM(CASE WHEN CAST("label" AS VARCHAR) = 'spam' THEN 0 WHEN CAST("label" AS VARCHAR) NOT IN ('spam', '') THEN 0 ELSE 1 END) AS unlabelled
FROM 'tests/reference/scores/double.parquet'
GROUP BY CAST("score" AS DOUBLE)
ORDER BY CAST("score" AS DOUBLE);
