package io.patchbay.cdr.aggregate;

import io.patchbay.cdr.record.Wrong;
import java.util.List;

/// Closes the circle.
public record Sum(List<Wrong> parts) {}
