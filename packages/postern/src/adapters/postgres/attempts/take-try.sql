SELECT postern_take_try($1::jsonb) AS outcome
