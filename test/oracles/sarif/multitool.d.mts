export declare function whyUnavailable(): string | undefined;
export declare function validateSarif(file: string): string[];
