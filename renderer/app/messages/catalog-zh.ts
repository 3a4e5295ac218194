/**
 * The Chinese of what Python says in its catalogue, by the English sentence. A sentence that is not here is shown in
 * English: nothing has to be added when a method, a knob or a metric is.
 */
export const CATALOG_ZH: Readonly<Record<string, string>> = {};
