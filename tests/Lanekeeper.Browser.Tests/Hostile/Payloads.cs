using System.Text.Json;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>Texts that have broken other people's pages: script in every context, and strings that are hard to show.</summary>
internal static class Payloads
{
    private static readonly Lazy<IReadOnlyList<string>> Both = new(Read);

    public static bool AreThere => TestData.Has("xss-payloads") && TestData.Has("naughty-strings");

    /// <summary>All of both public lists, then some of our own.</summary>
    public static IReadOnlyList<string> All => Both.Value;

    private static List<string> Read()
    {
        var scripts = File.ReadLines(TestData.File("xss-payloads", "xss.jsonl")).Select(line => JsonElement.Parse(line).GetProperty("text").GetString()!);
        var naughty = JsonElement.Parse(File.ReadAllText(TestData.File("naughty-strings", "blns.json"))).EnumerateArray().Select(one => one.GetString()!);
        string[] ours =
        [
            "\"'><lk-evil lk-on=1></textarea></title></style></script><script>lkEvil()</script><img src=x onerror=lkEvil()>",
            "javascript:lkEvil()", " javascript:lkEvil()", "java\tscript:lkEvil()", "data:text/html,<script>lkEvil()</script>", "//evil.example/", "https://evil.example/?a=<b>",
            "</script><!--<script>", "]]><lk-evil/>", "{{constructor.constructor('lkEvil()')()}}", "${lkEvil()}", "@lkEvil()", "%3Clk-evil%3E", "&lt;lk-evil&gt;", "&#60;lk-evil&#62;",
            new('W', 3_000), new('\u202e', 200), string.Concat(Enumerable.Repeat("Z\u0351\u036b\u0343\u036a\u0302", 400)), string.Concat(Enumerable.Repeat("\U0001F469\u200D\U0001F680", 300)),
            "\u2028\u2029\u0085", "a\u0007\u001b[31mb", string.Concat(Enumerable.Repeat("word \u05d0\u05d1\u05d2 \u0627\u0644\u0639 ", 60)),
        ];
        return [.. scripts.Concat(naughty).Concat(ours).Where(text => text.Trim().Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
