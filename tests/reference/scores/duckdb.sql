SELECT CAST("score" AS DOUBLE) AS score,
       CAST(SUM(CASE WHEN CAST("label" AS VARCHAR) = 'spam' THEN 1 ELSE 0 END) AS BIGINT) AS positives,
       CAST(SUM(CASE WHEN CAST("label" AS VARCHAR) IN ('ham') THEN 1 ELSE 0 END) AS BIGINT) AS negatives,
       CAST(SUM(CASE WHEN CAST("label" AS VARCHAR) IS NULL OR CAST("label" AS VARCHAR) = '' THEN 1 ELSE 0 END) AS BIGINT) AS unlabelled,
       CAST(SUM(CASE WHEN CAST("label" AS VARCHAR) = 'spam' THEN 0 WHEN CAST("label" AS VARCHAR) IN ('ham') THEN 0 WHEN CAST("label" AS VARCHAR) IS NULL OR CAST("label" AS VARCHAR) = '' THEN 0 ELSE 1 END) AS BIGINT) AS other_labels
FROM 'tests/reference/scores/double.parquet'
GROUP BY CAST("score" AS DOUBLE)
ORDER BY CAST("score" AS DOUBLE);
