// Where the code stood that a record speaks of.

import { z } from "zod";

export const originSchema = z.object({ repository: z.string().optional(), branch: z.string().optional(), commit: z.string().optional(), isDirty: z.boolean().optional() });
