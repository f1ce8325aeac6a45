package io.patchbay.tpdu;

import io.patchbay.tpdu.Tpdu.Reading;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A TPDU as members of a JSON object, named as TS 23.040 §9.2.3 abbreviates its fields.
///
/// Flags are as sent: `mms` true says that no more messages wait.
final class TpduJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  private final JsonObject json;

  private TpduJson(JsonObject json) {
    this.json = json;
  }

  static void put(JsonObject json, Reading reading) {
    TpduJson writer = new TpduJson(json);
    switch (reading.tpdu()) {
      case Tpdu.Deliver message -> writer.deliver(message);
      case Tpdu.Submit message -> writer.submit(message);
      case Tpdu.StatusReport report -> writer.statusReport(report);
      case SubmitReport report -> writer.submitReport(report);
      case DeliverReport report -> writer.deliverReport(report);
      case Command command -> writer.command(command);
    }
    if (reading.rest().length() > 0) {
      json.put("trailing", hex(reading.rest()));
    }
  }

  private void deliver(Tpdu.Deliver message) {
    json.put("type", "DELIVER")
        .put("mms", !message.moreMessages())
        .put("lp", message.loopPrevention())
        .put("sri", message.statusReport())
        .put("rp", message.replyPath());
    address("oa", message.originator());
    protocolId(message.protocolId());
    coding(message.coding());
    time("scts", message.time());
    data(message.data(), message.coding());
  }

  private void submit(Tpdu.Submit message) {
    json.put("type", "SUBMIT")
        .put("rd", message.rejectDuplicates())
        .put("srr", message.statusReport())
        .put("rp", message.replyPath())
        .put("mr", message.reference());
    address("da", message.destination());
    protocolId(message.protocolId());
    coding(message.coding());
    validity(message.validity());
    data(message.data(), message.coding());
  }

  private void statusReport(Tpdu.StatusReport report) {
    json.put("type", "STATUS-REPORT")
        .put("mms", !report.moreMessages())
        .put("lp", report.loopPrevention())
        .put("srq", report.ofCommand())
        .put("mr", report.reference());
    address("ra", report.recipient());
    time("scts", report.time());
    time("dt", report.discharge());
    json.put("st", report.status()).put("st_meaning", DeliveryStatus.words(report.status()));
    parameters(report.parameters());
  }

  private void submitReport(SubmitReport report) {
    json.put("type", "SUBMIT-REPORT");
    report.failure().ifPresent(this::failure);
    time("scts", report.time());
    parameters(report.parameters());
  }

  private void deliverReport(DeliverReport report) {
    json.put("type", "DELIVER-REPORT");
    report.failure().ifPresent(this::failure);
    parameters(report.parameters());
  }

  private void command(Command command) {
    json.put("type", "COMMAND").put("srr", command.statusReport()).put("mr", command.reference());
    protocolId(command.protocolId());
    json.put("ct", command.type()).put("ct_meaning", command.words()).put("mn", command.message());
    address("da", command.destination());
    json.put("cd", hex(command.data()));
    if (command.truncated()) {
      json.put("truncated", true).put("unparsed", "the command data is cut short");
    }
  }

  private void failure(int cause) {
    json.put("fcs", cause).put("fcs_meaning", Failure.words(cause));
  }

  private void parameters(Parameters parameters) {
    parameters.indicator().ifPresent(bits -> json.put("pi", bits));
    parameters.protocolId().ifPresent(this::protocolId);
    parameters.coding().ifPresent(this::coding);
    parameters.data().ifPresent(data -> data(data, parameters.coding().orElse(DataCoding.GSM7)));
  }

  private void address(String name, Address address) {
    json.put(name, address.value()).put(name + "_type", address.type());
  }

  private void protocolId(int octet) {
    json.put("pid", octet);
    if (octet != 0) {
      json.put("pid_meaning", ProtocolId.words(octet));
    }
  }

  private void coding(DataCoding coding) {
    json.put("dcs", coding.octet());
    coding
        .messageClass()
        .ifPresent(value -> {
          json.put("class", value);
          if (value == 0) {
            json.put("flash", true);
          }
        });
    if (coding.compressed()) {
      json.put("compressed", true);
    }
    if (coding.deletedAutomatically()) {
      json.put("auto_delete", true);
    }
    if (coding.reserved()) {
      json.put("dcs_reserved", true);
    }
  }

  /// A time that does not exist is null, its octets beside it.
  private void time(String name, SmscTime time) {
    Optional<OffsetDateTime> value = time.time();
    if (value.isPresent()) {
      json.put(name, value.get().format(TIME));
    } else {
      json.putNull(name).put(name + "_octets", hex(time.octets()));
    }
  }

  private void validity(Validity validity) {
    json.put("vpf", validity.format());
    switch (validity) {
      case Validity.None _ -> {}
      case Validity.Relative relative ->
          json.put("vp", relative.value()).put("vp_period", relative.period().toString());
      case Validity.Absolute(SmscTime until) -> time("vp", until);
      case Validity.Enhanced enhanced -> {
        json.put("vp", hex(enhanced.octets()));
        enhanced.period().ifPresent(period -> json.put("vp_period", period.toString()));
        if (enhanced.singleShot()) {
          json.put("vp_single_shot", true);
        }
      }
    }
  }

  private void data(UserData data, DataCoding coding) {
    json.put("udl", data.length());
    header(data.header());
    List<Waiting> waiting = Waiting.of(coding, data.header());
    if (!waiting.isEmpty()) {
      json.putObjects("waiting", waiting.stream().map(TpduJson::waiting).toList());
    }
    json.put(
        "alphabet",
        switch (data.alphabet()) {
          case GSM7 -> "7";
          case DATA -> "8";
          case UCS2 -> "16";
        });
    boolean octets = data.alphabet() == Alphabet.DATA || data.data().length() > 0;
    if (octets) {
      json.put("data", hex(data.data()));
    } else {
      text(data, coding);
    }
    if (data.truncated()) {
      json.put("truncated", true);
    }
    if (!data.defect().isEmpty()) {
      json.put("unparsed", data.defect());
    }
  }

  private void text(UserData data, DataCoding coding) {
    if (data.alphabet() == Alphabet.GSM7) {
      language("single_shift", Gsm7.language(data.header(), Gsm7.SINGLE_SHIFT_IE));
      language("locking_shift", Gsm7.language(data.header(), Gsm7.LOCKING_SHIFT_IE));
    }
    coding.language(data.text()).ifPresent(language -> json.put("language", language));
    json.put("text", data.text());
  }

  private void language(String name, NationalLanguage language) {
    if (language != NationalLanguage.DEFAULT) {
      json.put(name, language.name().toLowerCase(Locale.ROOT));
    }
  }

  private void header(List<HeaderElement> header) {
    if (header.isEmpty()) {
      return;
    }
    json.putStrings(
        "udh", header.stream().map(e -> "%02x:%s".formatted(e.id(), hex(e.data()))).toList());
    Concatenation.of(header)
        .ifPresent(place ->
            json.put(
                "concat",
                new JsonObject()
                    .put("ref", place.reference())
                    .put("total", place.total())
                    .put("seq", place.sequence())
                    .put("bits", place.bits())));
    Ports.of(header)
        .ifPresent(ports ->
            json.put(
                "ports",
                new JsonObject()
                    .put("destination", ports.destination())
                    .put("source", ports.source())
                    .put("bits", ports.bits())));
  }

  private static JsonObject waiting(Waiting waiting) {
    JsonObject object =
        new JsonObject()
            .put("kind", waiting.kind().name().toLowerCase(Locale.ROOT))
            .put("active", waiting.active())
            .put("store", waiting.stored());
    waiting.count().ifPresent(count -> object.put("count", count));
    return object;
  }

  private static String hex(Octets octets) {
    return octets.hex().toLowerCase(Locale.ROOT);
  }
}
