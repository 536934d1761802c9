/** What kind of answer a prompt wants: that decides which standing preferences about form have a say in it. */
export interface PromptTask {
  /** A text that somebody will read: mail, note, article, summary. */
  readonly writing: boolean;
  /** An answer of some length: an explanation, a comparison, a list, a plan. */
  readonly explaining: boolean;
}

const WRITING_VERB =
  /\b(writ(e|es|ing|ten)|draft(ing)?|compos(e|ing)|re-?writ(e|ing)|re-?phras(e|ing)|re-?word(ing)?|proof-?read(ing)?|polish|repl(y|ies|ying) to|respond to|answer (this|the|his|her|their) (e-?mail|mail|message|letter|comment)|summari[sz](e|ing)|shorten|word(ing)? (of|for|this)|phras(e|ing)|edit (the|this|my|our) (text|article|page|paragraph|draft|section|post|letter))\b/i;
const WRITTEN_THING =
  /\b(e-?mail|mail|letter|message|release notes?|note to|newsletter|blog ?post|post|article|essay|report|paragraph|section|announcement|description|caption|speech|minutes|documentation|readme|proposal|abstract|story|invitation|summary|changelog|press release|cover letter|edit summary|headline|tweet|bio)\b/i;
const QUESTION =
  /^\s*(what|which|who|whom|whose|where|when|why|how|is|are|was|were|do|does|did|should|may|will|has|have)\b/i;
const EXPLAINING =
  /\b(explain|compare|comparison|describe|outline|list (of|the|all|some)|make a list|plan|overview|pros and cons|advantages|differences?|step by step|how (do|does|can|should|to)|walk me through|tell me about|ideas for|suggest|recommend|why (do|does|did|is|are))\b/i;
const CODE =
  /\b(python|javascript|typescript|java|rust|sql|regex|bash|script|function|compil\w+|stack ?trace|exception|keyerror|typeerror|null pointer|unit tests?|api call|code|bug)\b|[{};]\s*$|```/i;

/** By words alone: a model would read it better, but this runs with every pause in typing. */
export function whatAPromptAsksFor(prompt: string): PromptTask {
  const code = CODE.test(prompt);
  const writing =
    WRITING_VERB.test(prompt) && !code ? true : WRITTEN_THING.test(prompt) && !QUESTION.test(prompt) && !code;
  return { writing, explaining: !code && EXPLAINING.test(prompt) };
}
