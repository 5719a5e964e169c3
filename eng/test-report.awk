# Reads one .trx file of `dotnet test`. Prints "PASSED FAILED SKIPPED CRASHED" and writes to the file named by `report`
# what a person wants to know of it: each failed test with its message, each skipped one with its reason.

function attribute(line, name,    value) {
    if (!match(line, " " name "=\"[^\"]*\"")) return ""
    value = substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
    return decode(value)
}

function decode(text) {
    gsub(/&lt;/, "<", text)
    gsub(/&gt;/, ">", text)
    gsub(/&quot;/, "\"", text)
    gsub(/&apos;/, "'", text)
    gsub(/&#xD;/, "", text)
    gsub(/&amp;/, "\\&", text)
    return text
}

function indented(text) {
    gsub(/\n/, "\n    ", text)
    return "    " text
}

# Gathers the text of <element>...</element>, which may run over many lines, into texts[element].
function gather(element) {
    line = $0
    if (!(element in gathering)) {
        if (!match(line, "<" element ">")) return
        line = substr(line, RSTART + RLENGTH)
        gathering[element] = 1
        texts[element] = ""
    } else {
        texts[element] = texts[element] "\n"
    }
    if (match(line, "</" element ">")) {
        line = substr(line, 1, RSTART - 1)
        delete gathering[element]
    }
    texts[element] = texts[element] line
}

BEGIN { passed = failed = skipped = crashed = 0 }

{ sub(/\r$/, "") }

/<UnitTestResult / {
    inside = 1
    name = attribute($0, "testName")
    outcome = attribute($0, "outcome")
    texts["Message"] = texts["StackTrace"] = ""
    if ($0 ~ /\/>[ \t]*$/) finish()
}

inside { gather("Message"); gather("StackTrace") }

/<\/UnitTestResult>/ { finish() }

function finish() {
    inside = 0
    if (outcome == "Passed") {
        passed++
    } else if (outcome == "NotExecuted") {
        skipped++
        reason = decode(texts["Message"])
        print "  skipped " name ": " (reason == "" ? "no reason given" : reason) > report
    } else {
        failed++
        print "  FAILED " name > report
        print indented(decode(texts["Message"])) > report
        if (texts["StackTrace"] != "") print indented(decode(texts["StackTrace"])) > report
    }
}

# A test host that died says so in an error of the run; xunit's own errors there only repeat what failed.
/<RunInfo .*outcome="Error"/ { run_error = 1 }
run_error && /<Text>/ {
    if ($0 !~ /<Text>\[xUnit\.net/) {
        crashed = 1
        sub(/^[ \t]*<Text>/, "")
        sub(/<\/Text>.*/, "")
        print "  CRASHED " decode($0) > report
    }
    run_error = 0
}

END { print passed, failed, skipped, crashed }
