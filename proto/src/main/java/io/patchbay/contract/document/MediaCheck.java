package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.MediaSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How audio is carried: codecs, payload types, packet lengths.
public final class MediaCheck {
  /// Every codec that can be named, in the order of [MediaSpec]'s own words.
  public static final List<String> CODECS =
      List.of(
          "PCMA",
          "PCMU",
          "G722",
          "G726-16",
          "G726-24",
          "G726-32",
          "G726-40",
          "AAL2-G726-16",
          "AAL2-G726-24",
          "AAL2-G726-32",
          "AAL2-G726-40",
          "iLBC",
          "G729",
          "G723",
          "GSM",
          "opus");

  private static final String KNOWN = String.join(", ", CODECS);
  private static final Set<String> FIXED = Set.of("PCMA", "PCMU", "G722", "G729", "G723", "GSM");
  private static final Set<String> WISHES = Set.of("off", "auto", "required");

  private final DocumentCheck.Finding finding;

  MediaCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  /// The name as written in documents, of a name in any case.
  public static Optional<String> codec(String name) {
    return CODECS.stream().filter(name::equalsIgnoreCase).findFirst();
  }

  void codecs(String label, String path, List<String> codecs) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < codecs.size(); i++) {
      String problem = problem(codecs.get(i));
      if (problem.isEmpty() && !seen.add(codec(codecs.get(i)).orElseThrow())) {
        problem = "`" + codecs.get(i) + "` is given twice";
      }
      add(label, path + "[" + i + "]", problem);
    }
  }

  /// @param trunkCodecs given beside it
  void media(String label, MediaSpec media, List<String> trunkCodecs) {
    codecs(label, "spec.media.codecs", media.getCodecsList());
    if (media.getCodecsCount() > 0 && !trunkCodecs.isEmpty()) {
      add(label, "spec.media.codecs", "given beside spec.codecs: one of the two is enough");
    }
    int ptime = media.getPtimeMs();
    if (ptime != 0 && (ptime < 10 || ptime > 60 || ptime % 10 != 0)) {
      add(label, "spec.media.ptime-ms", ptime + " is not one of 10, 20, 30, 40, 50, 60");
    }
    int longest = media.getMaxPtimeMs();
    if (longest != 0 && (longest < Math.max(ptime, 10) || longest > 200)) {
      add(
          label,
          "spec.media.max-ptime-ms",
          longest + " is not within " + Math.max(ptime, 10) + "-200");
    }
    int frame = media.getIlbcFrameMs();
    if (frame != 0 && frame != 20 && frame != 30) {
      add(label, "spec.media.ilbc-frame-ms", frame + " is not one of 20, 30");
    }
    payloadTypes(label, media.getPayloadTypesMap());
    new FaxCheck(finding).fax(label, media);
  }

  private void payloadTypes(String label, Map<String, Integer> types) {
    Map<Integer, String> users = new HashMap<>();
    types.forEach((name, type) -> {
      String path = "spec.media.payload-types." + name;
      String problem = problem(name);
      if (problem.isEmpty() && FIXED.contains(codec(name).orElseThrow())) {
        problem = "`" + name + "` has a payload type of its own (RFC 3551)";
      } else if (problem.isEmpty() && (type < 96 || type > 127)) {
        problem = type + " is not within 96-127";
      } else if (problem.isEmpty() && (type == 101 || type == 110)) {
        problem = type + " is telephone-event's";
      } else if (problem.isEmpty() && users.putIfAbsent(type, name) != null) {
        problem = type + " is " + users.get(type) + "'s already";
      }
      add(label, path, problem);
    });
  }

  /// The switches of an edge.
  void switches(String label, Map<String, String> switches) {
    switches.forEach((name, wish) -> {
      String path = "spec.codecs." + name;
      if (!name.equals("bcg729")) {
        add(label, path, problem(name).replace(KNOWN, KNOWN + ", bcg729"));
      }
      if (!WISHES.contains(wish)) {
        add(label, path, "`" + wish + "` is not one of off, auto, required");
      }
    });
  }

  private static String problem(String name) {
    return codec(name).isPresent() ? "" : "`" + name + "` is not one of " + KNOWN;
  }

  private void add(String label, String path, String problem) {
    if (!problem.isEmpty()) {
      finding.add(label, path, problem);
    }
  }
}
