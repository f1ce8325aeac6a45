package io.patchbay.routing.emergency;

import io.patchbay.contract.Bounded;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.HelpDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Who has called for help, and by what: whoever is there may call back (catalogue E4, 4). Learned
/// from call records. Bounded: the longest forgotten goes first. Thread-safe.
public final class HelpCalls {
  static final int REMEMBERED = 10_000;

  private final Bounded<String, HelpCall> last = new Bounded<>(REMEMBERED);

  /// The calls that come in on a line.
  public static String line(String name) {
    return "line/" + name;
  }

  /// The calls for the number that was shown.
  public static String number(String shown) {
    return "number/" + shown;
  }

  /// The calls for the call-back number of a site.
  public static String site(String name) {
    return "site/" + name;
  }

  /// The calls for the call-back number of a zone of a site.
  public static String zone(String site, String zone) {
    return zone.isEmpty() ? site(site) : site(site + "/" + zone);
  }

  /// Takes the record of a call that is over; more than once does not matter.
  public void count(CallRecord record) {
    if (!record.getEmergency()) {
      return;
    }
    HelpCall call =
        new HelpCall(
            record.getOriginKind(),
            record.getOrigin(),
            record.getCallingNumber(),
            Times.instant(record.getEndedAt()));
    List<String> ways = ways(record);
    synchronized (this) {
      ways.forEach(way -> last.renew(way, call, HelpCalls::later));
    }
  }

  private static HelpCall later(HelpCall old, HelpCall call) {
    return old.ended().isAfter(call.ended()) ? old : call;
  }

  /// By which it may be called back: the line that was answered, else all that were tried.
  private static List<String> ways(CallRecord record) {
    List<LegRecord> out =
        record.getLegsList().stream().filter(leg -> leg.getDirection().equals("outbound")).toList();
    List<LegRecord> answered = out.stream().filter(LegRecord::hasAnsweredAt).toList();
    Stream<String> legs =
        (answered.isEmpty() ? out : answered)
            .stream()
                .map(leg ->
                    leg.getKind().equals("line")
                        ? line(leg.getName())
                        : number(record.getCallingNumber()));
    Stream<String> places =
        Stream.of(site(record.getSite()), zone(record.getSite(), record.getZone()));
    return Stream.concat(legs, places).distinct().toList();
  }

  /// Adds all of them.
  public synchronized void write(CallDigest.Builder digest) {
    last.forEach((way, call) ->
        digest.addHelpCalls(
            HelpDigest.newBuilder()
                .setWay(way)
                .setKind(call.kind())
                .setName(call.name())
                .setNumber(call.number())
                .setEnded(Times.timestamp(call.ended()))));
  }

  /// Takes what was written.
  public synchronized void read(CallDigest digest) {
    for (HelpDigest call : digest.getHelpCallsList()) {
      last.put(
          call.getWay(),
          new HelpCall(
              call.getKind(), call.getName(), call.getNumber(), Times.instant(call.getEnded())));
    }
  }

  /// Nobody has called for help.
  public synchronized boolean isEmpty() {
    return last.isEmpty();
  }

  /// The last call for help that may be called back by one of these ways.
  ///
  /// @param since calls that ended before do not count
  public synchronized Optional<HelpCall> by(Collection<String> ways, Instant since) {
    return ways.stream()
        .map(last::get)
        .filter(Objects::nonNull)
        .filter(call -> !call.ended().isBefore(since))
        .max(Comparator.comparing(HelpCall::ended));
  }
}
