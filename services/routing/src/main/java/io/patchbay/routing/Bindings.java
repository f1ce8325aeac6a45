package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.BindingSpec;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.number.Numbering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which lines belong to which extensions at a time, and where their calls come in (catalogue G-251
/// to G-253, D5). Immutable.
final class Bindings {
  private final Documents documents;
  private final Schedules schedules;
  private final Numberings numberings;

  Bindings(Documents documents, Schedules schedules, Numberings numberings) {
    this.documents = documents;
    this.schedules = schedules;
    this.numberings = numberings;
  }

  /// A binding and its name.
  private record Named(String name, BindingSpec spec) {}

  /// How a caller stands to the lines.
  ///
  /// @param own lines bound to the caller
  /// @param only no other line will do
  /// @param taken lines that are others' alone, each with the name of the binding
  record Stand(Set<String> own, boolean only, Map<String, String> taken) {
    Stand {
      own = Set.copyOf(own);
      taken = Map.copyOf(taken);
    }

    /// Why a line is not for the caller; empty: it is.
    Optional<String> against(String line) {
      if (own.contains(line)) {
        return Optional.empty();
      }
      return only
          ? Optional.of("not bound to the caller")
          : Optional.ofNullable(taken.get(line)).map(name -> "bound by `" + name + "`");
    }
  }

  Stand of(Caller caller, Instant at) {
    Set<String> own = new HashSet<>();
    Map<String, String> taken = new HashMap<>();
    boolean only = false;
    for (Named binding : inForce(at)) {
      boolean mine =
          caller.kind() == OriginKind.ORIGIN_KIND_EXTENSION
              && binding.spec().getExtensionsList().contains(caller.name());
      if (mine) {
        own.addAll(binding.spec().getLinesList());
        only |= binding.spec().getStrict();
      } else if (binding.spec().getStrict()) {
        binding.spec().getLinesList().forEach(line -> taken.putIfAbsent(line, binding.name()));
      }
    }
    return new Stand(own, only, taken);
  }

  /// Whom a call that comes in on a bound line is for; empty: as the line or the dial plan says.
  Optional<Resolution.Found> incoming(Inquiry inquiry) {
    String line = inquiry.caller().name();
    LineSpec spec = documents.lines().getOrDefault(line, LineSpec.getDefaultInstance());
    if (inquiry.caller().kind() != OriginKind.ORIGIN_KIND_LINE
        || spec.getKind() == LineKind.LINE_KIND_FXS) {
      return Optional.empty();
    }
    List<Named> bindings =
        inForce(inquiry.at()).stream()
            .filter(binding -> binding.spec().getIncoming())
            .filter(binding -> binding.spec().getLinesList().contains(line))
            .toList();
    Set<String> order = new LinkedHashSet<>();
    Optional<String> last = lastCaller(inquiry, line, bindings);
    last.ifPresent(order::add);
    bindings.forEach(binding -> order.addAll(binding.spec().getExtensionsList()));
    order.removeIf(extension -> !documents.extensions().containsKey(extension));
    if (order.isEmpty()) {
      return Optional.empty();
    }
    String why =
        "line "
            + line
            + " is bound to "
            + String.join(", ", order)
            + last.map(one -> "; " + one + " called this number last").orElse("");
    List<Resolution.Found> to =
        order.stream()
            .map(extension ->
                new Resolution.Found(
                    Destination.newBuilder().setExtension(extension).build(),
                    inquiry.called(),
                    why))
            .toList();
    return Optional.of(
        new Resolution.Found(to.getFirst().to(), inquiry.called(), why, to.subList(1, to.size())));
  }

  private Optional<String> lastCaller(Inquiry inquiry, String line, List<Named> bindings) {
    for (Named binding : bindings) {
      int minutes = binding.spec().getCallBackMinutes();
      Optional<String> last =
          minutes == 0
              ? Optional.empty()
              : inquiry
                  .lines()
                  .lastCaller(line, forms(inquiry), inquiry.at().minus(Duration.ofMinutes(minutes)))
                  .filter(binding.spec().getExtensionsList()::contains);
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }

  /// The calling number as it may have been dialled.
  private List<String> forms(Inquiry inquiry) {
    List<String> forms = new ArrayList<>(List.of(inquiry.request().getCallingNumber()));
    String e164 = inquiry.e164().calling();
    if (!e164.isEmpty()) {
      Numbering numbering = numberings.of(inquiry.caller());
      forms.add(e164);
      forms.add(numbering.national(e164));
      forms.add(e164.substring(1));
    }
    forms.removeIf(String::isEmpty);
    return forms;
  }

  private List<Named> inForce(Instant at) {
    return documents.bindings().entrySet().stream()
        .filter(binding -> schedules.any(binding.getValue().getSchedulesList(), at))
        .map(binding -> new Named(binding.getKey(), binding.getValue()))
        .toList();
  }
}
