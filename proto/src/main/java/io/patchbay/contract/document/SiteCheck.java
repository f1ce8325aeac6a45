package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.CivicAddress;
import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.ZoneSpec;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sites: an edge or caller stands in one of them, the country is one, the position is on earth.
final class SiteCheck {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int MAX_TEXT = 120;
  private static final int MAX_NOTIFIED = 8;
  private static final int MAX_URLS = 4;
  private static final int MAX_CALL_BACK_MINUTES = 24 * 60;
  private static final Pattern URL =
      Pattern.compile(
          "(?:https://[A-Za-z0-9.:\\[\\]-]{1,255}|http://(?:127\\.0\\.0\\.1|localhost)(?::[0-9]{1,5})?)"
              + "(?:/[\\x21\\x23-\\x3b=\\x3f-\\x5b\\x5d_\\x61-\\x7a~]{0,400})?");
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,189}");
  private static final Pattern ZONE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern POSITION =
      Pattern.compile("(-?[0-9]{1,2}(?:\\.[0-9]{1,8})?), ?(-?[0-9]{1,3}(?:\\.[0-9]{1,8})?)");

  private final Documents documents;
  private final PatternCheck patterns;
  private final boolean references;
  private final DocumentCheck.Finding finding;
  private final Map<String, String> owners = new HashMap<>();

  SiteCheck(
      Documents documents,
      PatternCheck patterns,
      boolean references,
      DocumentCheck.Finding finding) {
    this.patterns = patterns;
    this.documents = documents;
    this.references = references;
    this.finding = finding;
  }

  void run() {
    documents.sites().forEach((name, site) -> check("Site " + name, site));
    Formats.atMost(documents.settings().getEmergency().getCallBackMinutes(), MAX_CALL_BACK_MINUTES)
        .ifPresent(problem ->
            finding.add(
                "Settings " + Documents.DEFAULT, "spec.emergency.call-back-minutes", problem));
    announcement("no-way-announcement", documents.settings().getEmergency().getNoWayAnnouncement());
    announcement(
        "test-good-announcement", documents.settings().getEmergency().getTestGoodAnnouncement());
    announcement(
        "test-bad-announcement", documents.settings().getEmergency().getTestBadAnnouncement());
    testNumber(documents.settings().getEmergency().getTestNumber());
    selfTest(documents.settings().getEmergency());
  }

  /// Nobody calls for help when he tests, or tests when he calls for help, by a digit too many or
  /// too few.
  private void testNumber(String number) {
    if (number.isEmpty()) {
      return;
    }
    String label = "Settings " + Documents.DEFAULT;
    String path = "spec.emergency.test-number";
    if (!number.matches("[0-9]{2,8}")) {
      finding.add(label, path, "`" + Report.shown(number) + "` is not 2 to 8 digits");
      return;
    }
    patterns.emergencyNumbers(documents).stream()
        .sorted()
        .filter(help -> help.startsWith(number) || number.startsWith(help))
        .findFirst()
        .ifPresent(help ->
            finding.add(label, path, number + " could be taken for the emergency number " + help));
    if (documents.extensions().containsKey(number)) {
      finding.add(label, path, number + " is an extension");
    }
  }

  private void selfTest(EmergencySpec spec) {
    String label = "Settings " + Documents.DEFAULT;
    if (!spec.getSelfTestAt().matches("(?:([01][0-9]|2[0-3]):[0-5][0-9])?")) {
      finding.add(
          label,
          "spec.emergency.self-test-at",
          "`" + Report.shown(spec.getSelfTestAt()) + "` is no time of day (03:30)");
    }
    String zone = spec.getSelfTestZone();
    if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
      finding.add(
          label,
          "spec.emergency.self-test-zone",
          "`" + Report.shown(zone) + "` is no time zone (Europe/Berlin)");
    } else if (!zone.isEmpty() && spec.getSelfTestAt().isEmpty()) {
      finding.add(label, "spec.emergency.self-test-zone", zone + ": needs `self-test-at`");
    }
  }

  private void announcement(String key, String file) {
    finding.announcement("Settings " + Documents.DEFAULT, "spec.emergency." + key, file);
  }

  private void check(String label, SiteSpec site) {
    for (int i = 0; i < site.getEdgesCount(); i++) {
      String edge = site.getEdges(i);
      String path = "spec.edges[" + i + "]";
      if (references && !documents.edges().containsKey(edge)) {
        finding.add(label, path, "no edge `" + Report.shown(edge) + "`");
      }
      once(label, path, "edge/" + edge);
    }
    for (int i = 0; i < site.getCallersCount(); i++) {
      caller(label, "spec.callers[" + i + "]", site.getCallers(i));
    }
    if (!site.getCountry().isEmpty() && !COUNTRIES.contains(site.getCountry())) {
      finding.add(
          label,
          "spec.country",
          "`" + Report.shown(site.getCountry()) + "` is no country of ISO 3166-1 (two capitals)");
    }
    Formats.number(site.getCallbackNumber())
        .ifPresent(problem -> finding.add(label, "spec.callback-number", problem));
    address(label, "spec.address.", site.getAddress());
    position(site.getPosition()).ifPresent(wrong -> finding.add(label, "spec.position", wrong));
    zones(label, site);
    if (site.getNotifyCount() > MAX_NOTIFIED) {
      finding.add(
          label, "spec.notify", site.getNotifyCount() + " numbers, at most " + MAX_NOTIFIED);
    }
    urls(label, site.getNotifyUrlsList());
    mails(label, site.getNotifyMailsList());
    for (int i = 0; i < site.getNotifyCount(); i++) {
      String path = "spec.notify[" + i + "]";
      if (site.getNotify(i).isEmpty()) {
        finding.add(label, path, "missing");
      }
      Formats.number(site.getNotify(i)).ifPresent(problem -> finding.add(label, path, problem));
    }
  }

  private void urls(String label, List<String> urls) {
    if (urls.size() > MAX_URLS) {
      finding.add(label, "spec.notify-urls", urls.size() + " addresses, at most " + MAX_URLS);
    }
    for (int i = 0; i < urls.size(); i++) {
      if (!URL.matcher(urls.get(i)).matches()) {
        finding.add(
            label,
            "spec.notify-urls[" + i + "]",
            "`"
                + Report.shown(urls.get(i))
                + "` is not https://host/… (http on this machine only)");
      }
    }
  }

  private void mails(String label, List<String> mails) {
    if (mails.size() > MAX_NOTIFIED) {
      finding.add(label, "spec.notify-mails", mails.size() + " addresses, at most " + MAX_NOTIFIED);
    }
    for (int i = 0; i < mails.size(); i++) {
      if (!MAIL.matcher(mails.get(i)).matches()) {
        finding.add(
            label,
            "spec.notify-mails[" + i + "]",
            "`" + Report.shown(mails.get(i)) + "` is not name@host");
      }
    }
  }

  private void caller(String label, String path, String caller) {
    String[] parts = caller.split("/", 2);
    boolean extension = parts[0].equals("extension");
    if (parts.length < 2 || !(extension || parts[0].equals("trunk"))) {
      finding.add(
          label, path, "`" + Report.shown(caller) + "` is not extension/name or trunk/name");
      return;
    }
    Map<String, ?> existing = extension ? documents.extensions() : documents.trunks();
    if (references && !existing.containsKey(parts[1])) {
      finding.add(label, path, "no " + parts[0] + " `" + Report.shown(parts[1]) + "`");
    }
    once(label, path, caller);
  }

  private void once(String label, String path, String what) {
    String owner = owners.putIfAbsent(what, label);
    if (owner != null) {
      finding.add(label, path, Report.shown(what) + " is in " + owner);
    }
  }

  private void zones(String label, SiteSpec site) {
    Set<String> names = new HashSet<>();
    Set<String> callers = new HashSet<>();
    for (int i = 0; i < site.getZonesCount(); i++) {
      ZoneSpec zone = site.getZones(i);
      String path = "spec.zones[" + i + "].";
      if (!ZONE.matcher(zone.getName()).matches()) {
        finding.add(
            label,
            path + "name",
            "`" + Report.shown(zone.getName()) + "` is not a name (a-z 0-9 and -, at most 32)");
      } else if (!names.add(zone.getName())) {
        finding.add(label, path + "name", zone.getName() + " is there twice");
      }
      for (int k = 0; k < zone.getCallersCount(); k++) {
        String caller = zone.getCallers(k);
        String at = path + "callers[" + k + "]";
        if (!isOf(site, caller)) {
          finding.add(
              label,
              at,
              "`" + Report.shown(caller) + "` is no caller of the site and no line of its edges");
        } else if (!callers.add(caller)) {
          finding.add(label, at, Report.shown(caller) + " is in another zone");
        }
      }
      Formats.number(zone.getCallbackNumber())
          .ifPresent(problem -> finding.add(label, path + "callback-number", problem));
      address(label, path + "address.", zone.getAddress());
      position(zone.getPosition()).ifPresent(wrong -> finding.add(label, path + "position", wrong));
    }
  }

  private boolean isOf(SiteSpec site, String caller) {
    if (!caller.startsWith("line/")) {
      return site.getCallersList().contains(caller);
    }
    LineSpec line = documents.lines().get(caller.substring("line/".length()));
    return line == null ? !references : site.getEdgesList().contains(line.getEdge());
  }

  private void address(String label, String path, CivicAddress address) {
    address
        .getAllFields()
        .forEach((field, value) -> {
          String text = String.valueOf(value);
          boolean odd = text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl);
          if (odd) {
            finding.add(
                label,
                path + Kinds.key(field),
                "`"
                    + Report.shown(text)
                    + "` is not a text of at most "
                    + MAX_TEXT
                    + " characters");
          }
        });
  }

  /// What is wrong with a position; empty when it is one, or none is given.
  private static Optional<String> position(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher degrees = POSITION.matcher(text);
    boolean there =
        degrees.matches()
            && List.of(90, 180).stream()
                .allMatch(most ->
                    Math.abs(Double.parseDouble(degrees.group(most == 90 ? 1 : 2))) <= most);
    return there
        ? Optional.empty()
        : Optional.of("`" + Report.shown(text) + "` is not latitude, longitude in degrees");
  }
}
