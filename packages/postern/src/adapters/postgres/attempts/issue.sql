SELECT postern_issue($1::jsonb) AS outcome
