package io.patchbay.trunk.edge;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.SettingsSpec;
import java.util.ArrayList;
import java.util.List;

/// The documents that concern one edge: its own, those of its lines, and what it needs to decide
/// alone. No password and no digest leaves for a branch.
final class EdgeDocuments {
  private EdgeDocuments() {}

  /// Empty: the edge is not configured here, and has its lines from its own files.
  static List<Document> of(Documents documents, String edge) {
    List<Document> ours = new ArrayList<>();
    if (!documents.edges().containsKey(edge)) {
      return ours;
    }
    for (Document document : documents.all()) {
      switch (document.getSpecCase()) {
        case EDGE -> {
          if (document.getName().equals(edge)) {
            ours.add(document);
          }
        }
        case LINE -> {
          if (document.getLine().getEdge().equals(edge)) {
            ours.add(document);
          }
        }
        case EXTENSION -> ours.add(withoutSecrets(document));
        case LINE_GROUP,
            DIAL_PLAN,
            NUMBER_LIST,
            TONE_SCHEME,
            SCHEDULE,
            BINDING,
            RATE_TABLE,
            LIMIT,
            BAR ->
            ours.add(document);
        case SITE -> {
          if (document.getSite().getEdgesList().contains(edge)) {
            ours.add(document);
          }
        }
        case SETTINGS -> {
          SettingsSpec settings = document.getSettings();
          if (settings.hasNumbering() || settings.hasShield() || settings.hasEmergency()) {
            ours.add(numberingOf(document));
          }
        }
        case TRUNK, SMS_ROUTE, USER, RUN_POLICY, PIN, SPEC_NOT_SET -> {}
      }
    }
    return List.copyOf(ours);
  }

  /// The country, whose emergency numbers and digits the edge has to know, what may be called, and
  /// what belongs to emergency calls.
  private static Document numberingOf(Document settings) {
    SettingsSpec all = settings.getSettings();
    SettingsSpec.Builder some = SettingsSpec.newBuilder();
    if (all.hasNumbering()) {
      some.setNumbering(all.getNumbering());
    }
    if (all.hasShield()) {
      some.setShield(all.getShield());
    }
    if (all.hasEmergency()) {
      some.setEmergency(all.getEmergency());
    }
    return settings.toBuilder().setSettings(some).build();
  }

  private static Document withoutSecrets(Document extension) {
    Document.Builder bare = extension.toBuilder();
    bare.getExtensionBuilder().clearPassword().clearHa1Md5().clearHa1Sha256();
    return bare.build();
  }
}
