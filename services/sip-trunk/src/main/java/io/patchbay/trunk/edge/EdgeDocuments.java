package io.patchbay.trunk.edge;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.SettingsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The documents that concern one edge: its own, those of its lines, and what it needs to decide
/// alone. No password and no digest of one leaves for a branch; of a PIN that callers of the edge
/// may be asked for, its hash does.
final class EdgeDocuments {
  private EdgeDocuments() {}

  /// Empty: the edge is not configured here, and has its lines from its own files.
  static List<Document> of(Documents documents, String edge) {
    List<Document> ours = new ArrayList<>();
    if (!documents.edges().containsKey(edge)) {
      return ours;
    }
    Set<String> pins = EdgePins.of(documents, edge);
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
          SettingsSpec some = decisive(document.getSettings());
          if (!some.equals(SettingsSpec.getDefaultInstance())) {
            ours.add(document.toBuilder().setSettings(some).build());
          }
        }
        case PIN -> {
          if (pins.contains(document.getName())) {
            ours.add(hashed(document));
          }
        }
        case TRUNK, SMS_ROUTE, USER, RUN_POLICY, SPEC_NOT_SET -> {}
      }
    }
    return List.copyOf(ours);
  }

  /// The country, whose emergency numbers and digits the edge has to know, what may be called, what
  /// belongs to emergency calls, what phones dial for features, and how often a call is sent on.
  private static SettingsSpec decisive(SettingsSpec all) {
    SettingsSpec.Builder some =
        SettingsSpec.newBuilder()
            .putAllFeatureCodes(all.getFeatureCodesMap())
            .setForwardNoAnswerS(all.getForwardNoAnswerS());
    if (all.hasNumbering()) {
      some.setNumbering(all.getNumbering());
    }
    if (all.hasShield()) {
      some.setShield(all.getShield());
    }
    if (all.hasEmergency()) {
      some.setEmergency(all.getEmergency());
    }
    if (all.hasLoops()) {
      some.setLoops(all.getLoops());
    }
    return some.build();
  }

  private static Document hashed(Document pin) {
    Document.Builder bare = pin.toBuilder();
    bare.getPinBuilder().clearPin();
    return bare.build();
  }

  private static Document withoutSecrets(Document extension) {
    Document.Builder bare = extension.toBuilder();
    bare.getExtensionBuilder().clearPassword().clearHa1Md5().clearHa1Sha256();
    return bare.build();
  }
}
