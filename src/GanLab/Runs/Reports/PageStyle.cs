namespace GanLab.Runs.Reports;

/// <summary>How the report looks, in light and in dark.</summary>
internal static class PageStyle
{
    public const string Text = """

        :root { color-scheme: light dark; --page: #f7f7f5; --card: #ffffff; --ink: #1c1d20; --soft: #63666d; --rule: #e2e2de;
          --curve0: #2a6fd6; --curve1: #d9622b; --mark: #fff3cf; --good: #1d7a46; --bad: #b3362b; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #141518; --card: #1d1f23; --ink: #e9e9e6; --soft: #9a9da5; --rule: #33363c;
            --curve0: #6aa5f5; --curve1: #f0935f; --mark: #463a17; --good: #62c48c; --bad: #f08376; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 32px 24px 48px; }
        h1 { margin: 0; font-size: 28px; line-height: 1.2; overflow-wrap: anywhere; }
        h2 { margin: 36px 0 12px; font-size: 17px; }
        p { margin: 6px 0; overflow-wrap: anywhere; }
        figure { margin: 0; padding: 14px; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; }
        figcaption { margin-bottom: 6px; font-weight: 600; }
        code { display: block; margin: 6px 0; padding: 10px 14px; overflow-x: auto; white-space: pre; background: var(--card);
          border: 1px solid var(--rule); border-radius: 8px; font: 13px/1.5 ui-monospace, monospace; }
        .soft, .none { color: var(--soft); }
        .outcome { font-weight: 600; color: var(--good); }
        .outcome.unfinished { color: var(--ink); }
        .outcome.failed { color: var(--bad); }
        .warnings { margin: 6px 0; padding-left: 20px; }
        .warnings strong { color: var(--bad); }
        .facts { display: flex; flex-wrap: wrap; gap: 4px 32px; margin: 16px 0 0; }
        .facts div { display: flex; flex-direction: column-reverse; }
        .facts dt { font-size: 13px; color: var(--soft); }
        .facts dd { margin: 0; font-size: 20px; font-variant-numeric: tabular-nums; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 16px; }
        .pictures figure { max-width: 420px; }
        .pictures img { display: block; width: 100%; border-radius: 4px; image-rendering: pixelated; }
        .pictures figcaption { margin: 8px 0 0; font-weight: 400; color: var(--soft); }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 16px; }
        .key { margin-left: 18px; font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
        .key::before { content: ""; display: inline-block; width: 14px; height: 3px; margin-right: 6px; border-radius: 2px;
          vertical-align: middle; background: var(--curve0); }
        .key.curve1::before { background: var(--curve1); }
        svg { display: block; width: 100%; }
        svg path { fill: none; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
        svg text { font-size: 13px; fill: var(--soft); }
        path.rule { stroke: var(--rule); stroke-width: 1; }
        path.curve0 { stroke: var(--curve0); }
        path.curve1 { stroke: var(--curve1); }
        .cards { columns: 300px; column-gap: 16px; }
        table { width: 100%; margin-bottom: 16px; padding: 8px 10px; background: var(--card); border: 1px solid var(--rule); border-radius: 8px;
          break-inside: avoid; border-collapse: separate; border-spacing: 0; font-size: 13px; }
        caption { padding: 0 2px 4px; text-align: left; font-size: 15px; font-weight: 600; }
        th, td { padding: 2px 8px; }
        th { text-align: left; font-weight: 400; color: var(--soft); }
        td { text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .departs th, .departs td { background: var(--mark); color: var(--ink); }
        .departs td { font-weight: 600; }
        mark { padding: 1px 6px; background: var(--mark); color: var(--ink); border-radius: 3px; }

        """;
}
