SELECT
  reference_row."vintage",
  reference_row."force",
  reference_row."first",
  reference_row."last",
  COALESCE(
    SUM(reference_row."value") FILTER(WHERE
      reference_row."dimensions"['o'] IN ('0')),
    0
  ) AS numerator,
  SUM(reference_row."value") AS denominator
FROM "reference_row"
WHERE
  reference_row."reference" = 'figures'
  AND reference_row."dimensions"['force'] IN ('x')
  AND NOT COALESCE(reference_row."dimensions"['group'] IN ('a', 'b'), FALSE)
GROUP BY
  reference_row."vintage",
  reference_row."force",
  reference_row."first",
  reference_row."last"
ORDER BY
  reference_row."vintage",
  reference_row."force",
  reference_row."first",
  reference_row."last"
