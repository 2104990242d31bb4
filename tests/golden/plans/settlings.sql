SELECT
  w."inside",
  w."began",
  w."cause",
  w."wait",
  SUM(w."sign") AS count
FROM (
  SELECT
    j."opened_at" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
    AND j."opened_at" < CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP) AS inside,
    GREATEST(
      (
        EPOCH_US(CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)) - EPOCH_US(j."opened_at")
      ) // 604800000000,
      0
    ) AS began,
    CASE WHEN j."verdict" THEN 1 WHEN NOT j."verdict" THEN 2 ELSE 0 END AS cause,
    GREATEST(
      (
        EPOCH_US(
          CASE
            WHEN j."verdict" IS NULL
            THEN CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
            ELSE COALESCE(j."moved_at", j."opened_at")
          END
        ) - EPOCH_US(j."opened_at")
      ) // 604800000000,
      0
    ) AS wait,
    j."sign"
  FROM (
    SELECT
      s."sign",
      s."opened_at",
      s."moved_at",
      CASE WHEN (
        s."kind" <> 'void'
      ) THEN (
        s."answer"
      ) END AS verdict,
      CASE
        WHEN (
          s."team" = 'north'
        )
        THEN 0
        WHEN (
          NOT s."closed" IS NULL
        )
        THEN 1
      END AS part_of_numerator,
      CASE WHEN (
        s."kind" IS NULL
      ) THEN 2 END AS part_of_unknown,
      CASE WHEN (
        s."size" > 2
      ) THEN 3 END AS part_of_denominator
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "answer",
        "closed",
        "kind",
        "opened_at",
        "size",
        "team",
        "moved_at",
        "sign"
      FROM "case_current"
      UNION ALL
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "answer",
        "closed",
        "kind",
        "opened_at",
        "size",
        "team",
        "moved_at",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."born"
      AND NOT s."opened_at" IS NULL
      AND COALESCE((
        s."kind" <> 'void'
      ), TRUE)
  ) AS j
) AS w
GROUP BY
  w."inside",
  w."began",
  w."cause",
  w."wait"
HAVING
  SUM(w."sign") <> 0
