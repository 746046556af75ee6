// Every metric that a gate can ask for, by its name.

import type { GateMetricName } from "../../model/gate.ts";
import { codeMetrics } from "./code-metrics.ts";
import { findingMetrics } from "./finding-metrics.ts";
import type { GateMetric } from "./metric.ts";

export const gateMetrics: Readonly<Record<GateMetricName, GateMetric>> = { ...findingMetrics, ...codeMetrics };
