// The words of SQL that the parser tells apart.

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that begin a statement. */
export const verbs = words(`
  alter analyze attach begin call close comment commit copy create deallocate declare delete deny describe detach do drop
  exec execute explain fetch grant insert kill lock merge open pragma prepare print reassign refresh reindex release
  rename replace reset revoke rollback savepoint security select set show start table truncate unlock update upsert use
  vacuum values with`);

/** Words at the start of a line that end a statement of SQL Server, which needs no semicolon. */
export const lineVerbs = words("select insert update delete merge create drop alter exec execute declare print if begin end return with truncate go grant commit rollback");

/** Statements that a word of `lineVerbs` at the start of a line ends. */
export const shortStatements = words("set use print declare exec execute if begin end return while commit rollback go other drop truncate");

/** Words of procedures behind which a statement begins. */
export const openers = words("begin then else loop do atomic");

/** Words that no expression goes on with. */
export const clauseWords = words(`
  from where group having order limit offset fetch union intersect except minus on using join inner left right full cross
  natural when then else end as window returning set values for into qualify asc desc nulls straight_join option go do
  begin loop outer lateral tablesample start connect between and or is in like ilike rlike regexp glob similar not
  isnull notnull escape collate at over filter within by select insert update delete merge create drop alter with
  conflict duplicate key output apply pivot unpivot separator`);

/** Clause words that are functions where a parenthesis follows. */
export const functionWords = words("left right values replace insert if set lower upper date time timestamp char glob like over filter");

/** Words behind a table that are no alias of it. */
export const noAlias = words(`
  from where group having order limit offset fetch union intersect except minus on using join inner left right full cross
  natural window returning set values for into qualify straight_join option select insert update delete default lateral
  outer tablesample as with start connect when then else end go begin loop do use force ignore partition pivot unpivot
  output merge create drop alter declare exec print if return and or apply procedure`);

export const setOperators = words("union intersect except minus");

/** Words that open a join; `join` itself ends the list. */
export const joinWords = words("inner left right full cross natural outer straight_join join semi anti asof global any all lateral");

/** Comparison operators written as signs. */
export const comparisons: ReadonlySet<string> = new Set(["=", "==", "<", ">", "<=", ">=", "<>", "!=", "^=", "<=>", "~", "~*", "!~", "!~*", "~~", "~~*"]);

/** Signs that are no operator between two values. */
export const noOperators: ReadonlySet<string> = new Set([",", "(", ")", ";", "[", "]", "{", "}", ".", ":", "\\", "::", "`", "'", '"', ":=", "=>"]);
