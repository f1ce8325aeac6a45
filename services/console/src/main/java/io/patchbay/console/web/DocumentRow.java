package io.patchbay.console.web;

import io.patchbay.proto.config.v1.Document;

/// A document as lists show it.
///
/// @param at RFC 3339
public record DocumentRow(
    String kind, String name, long revision, String by, String at, boolean deleted) {
  static DocumentRow of(Document document) {
    return new DocumentRow(
        document.getKind(),
        document.getName(),
        document.getRevision(),
        document.getUpdatedBy(),
        Words.time(document.getUpdatedAt()),
        document.getSpecCase() == Document.SpecCase.SPEC_NOT_SET);
  }
}
