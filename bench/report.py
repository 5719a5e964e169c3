"""The tables of a comparison, as Markdown."""

import statistics

MEBIBYTE = 1 << 20
SAME_PEAK = 0.2


def markdown(result):
    title = f"### Measured {result['date']} on {result['device']}"
    return "\n\n".join([title, times(result), rates(result), peaks(result), notes(result)]) + "\n"


def times(result):
    head = ["model", "pixels", "batch", "precision", "PyTorch plain (a), ms", "PyTorch with levers (b), ms", "GanLab (c), ms", "a / c", "b / c",
            "GanLab, images/s"]
    return table(head, [case(row) + [
        number(row, "plain_ms"), number(row, "levers_ms"), number(row, "ganlab_ms"), ratio(row, "plain_ms"), ratio(row, "levers_ms"),
        number(row, "images_per_second", ",.0f"),
    ] for row in result["rows"]])


def rates(result):
    head = ["model", "pixels", "batch", "precision", "GFLOP a step", "the profile's count", "GanLab, GFLOP/s", "of convolution peak",
            "of product peak", "tensors, GB/s", "of copy", "peak memory a, MiB", "b", "c"]
    return table(head, [case(row) + [
        number(row, "gflop"), "the same" if row.get("counts_agree") else number(row, "gflop_profiled"),
        number(row, "gflops"), number(row, "of_convolution_peak", ".0%"), number(row, "of_product_peak", ".0%"),
        number(row, "gigabytes_per_second", ".1f"), share_of_copy(row),
        *[number(row, f"{side}_memory", ",.0f", MEBIBYTE) for side in ("plain", "levers", "ganlab")],
    ] for row in result["rows"]])


def share_of_copy(row):
    return "in cache" if row.get("of_copy", 0) > 1 else number(row, "of_copy", ".0%")


def peaks(result):
    head = ["precision", "convolution, GFLOP/s", "at", "lowest to highest of the shapes", "product, GFLOP/s", "at", "copy, GB/s"]
    rows = []
    for precision, peak in result["peaks"].items():  # those before the first case; shares are of these
        best_convolution, best_product = (max(peak[kind], key=peak[kind].get) for kind in ("convolution", "product"))
        low, middle = min(peak["convolution"].values()), statistics.median(peak["convolution"].values())
        high = peak["convolution"][best_convolution]
        rows.append([
            precision, f"{high:,.0f}", best_convolution, f"{low:,.0f} to {high:,.0f}, median {middle:,.0f}",
            f"{peak['product'][best_product]:,.0f}", best_product, f"{peak['copy']:.1f}"])
    return table(head, rows)


def notes(result):
    machine = f"{result['device']}; {result['processor']}" if result["device"] != result["processor"] else result["processor"]
    commit = f" GanLab at {result['revision']}." if result["revision"] else ""
    lines = [
        f"Medians over {counted(result['rounds'], 'alternating round')} of the median of {counted(result['steps'], 'step')}. {machine}; "
        f"{counted(result['threads'], 'thread')}.{commit}",
        f"On the CPU b's levers are chosen at batch {result['choosing_batch']} where the batch is larger, one lever after the other. "
        "Images/s are batches a step. Operations are counted once, for the work that GanLab's step needs (bench/pytorch/flops.py); peaks "
        "are those of PyTorch in the same run (bench/peak.py).",
        "Operations are those of direct convolutions. Winograd's algorithm does the same work with fewer multiplications, so GanLab may come "
        "above 100 % of a peak. Tensors are what operators read and write, wherever it lies: faster than a copy means in cache.",
        *different_peaks(result),
        "In WGAN-GP libtorch sends zeros back through D's pass at the points of the penalty; the profile counts them.",
        "Both sides have the same networks (the numbers of parameters are compared), losses, k and Adam. What differs: GanLab also keeps the mean "
        "losses, scores and gradient norms that a run logs, looks for what is no number, and copies its generator into the average; in "
        "G's step its D keeps its running statistics and singular vectors, which PyTorch's moves on. Plain PyTorch computes in fp32 in every "
        "row, with TF32 in cuDNN where PyTorch has it on by itself (not in rows for fp32).",
    ]
    lines += [f"{name}: {'; '.join(sorted(seen))}." for name, seen in descriptions(result).items() if seen]
    lines += [f"{title(row)}: {problem}" for row in result["rows"] for problem in row["problems"]]
    if result["stopped"]:
        lines.append(f"Stopped before the end: {len(result['rows'])} of {result['cases']} cases were measured.")
    lines.append(f"Command: `{result['command']}`")
    return "\n\n".join(lines)


def different_peaks(result):
    """A sentence for each peak that was another at the end than at the start."""
    for precision, after in result["peaks_after"].items():
        before = result["peaks"][precision]
        for kind, unit in [("convolution", "GFLOP/s"), ("product", "GFLOP/s"), ("copy", "GB/s")]:
            first, last = highest(before[kind]), highest(after[kind])
            if abs(last - first) > SAME_PEAK * first:
                yield (f"The peak of {precision}, {kind}, was {first:,.1f} {unit} at the start and {last:,.1f} {unit} at the end: "
                       "the machine was not the same throughout, and shares of this peak are rough.")


def highest(peak):
    return max(peak.values()) if isinstance(peak, dict) else peak


def descriptions(result):
    """What each program said of itself; of the levered step, by case, as it chooses for each."""
    plain = {row["plain"] for row in result["rows"] if row.get("plain")}
    ganlab = {row["ganlab"] for row in result["rows"] if row.get("ganlab")}
    levers = {f"{title(row)}: {row['levers'].split('; ', 1)[-1]}" for row in result["rows"] if row.get("levers")}
    missing = {text for row in result["rows"] for text in row.get("missing", [])}
    return {"a": plain, "c": ganlab, "b": levers, "Levers that this PyTorch does not have, or that failed": missing}


def title(row):
    return f"{row['model']} {row['size']}, batch {row['batch']}, {row['precision']}"


def case(row):
    return [row["model"], str(row["size"]), str(row["batch"]), row["precision"]]


def ratio(row, key):
    return f"{row[key] / row['ganlab_ms']:.2f}" if row.get(key) and row.get("ganlab_ms") else "-"


def counted(count, noun):
    return f"{count} {noun}{'' if count == 1 else 's'}"


def number(row, key, form=None, unit=1):
    """In the form, or with three digits and no fewer than stand before the point."""
    if row.get(key) is None:
        return "-"
    value = row[key] / unit
    return format(value, form or (",.0f" if value >= 100 else ".3g"))


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
