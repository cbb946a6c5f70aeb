using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>What a parser makes of a page, against what our pages are made of. Everything else came in from outside.</summary>
internal static class Markup
{
    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "html", "head", "meta", "title", "link", "script", "body", "header", "footer", "nav", "main", "section", "article", "aside", "div", "p", "span", "h1", "h2", "h3", "h4",
        "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "abbr", "b", "bdi", "br", "blockquote", "cite", "code", "del", "em",
        "hr", "i", "ins", "kbd", "mark", "pre", "q", "s", "samp", "small", "strong", "sub", "sup", "time", "u", "var", "wbr", "data", "figure", "figcaption", "details", "summary", "dialog", "output", "meter", "progress",
        "form", "fieldset", "legend", "label", "input", "button", "select", "optgroup", "option", "textarea", "datalist", "noscript", "template", "address", "search", "hgroup",
        "svg", "g", "path", "rect", "line", "circle", "ellipse", "polyline", "polygon", "text", "tspan", "use", "defs", "desc", "symbol", "marker", "clippath", "pattern",
    };

    private static readonly string[] Links = ["href", "src", "action", "formaction", "xlink:href", "cite", "data", "poster"];

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <returns>Elements, attributes and addresses that no page of ours has.</returns>
    public static IReadOnlyList<string> Foreign(IHtmlDocument document)
    {
        var faults = new List<string>();
        foreach (var element in document.All)
        {
            if (!Elements.Contains(element.LocalName.ToLowerInvariant()))
            {
                faults.Add($"element <{element.LocalName}>");
            }

            if (element.LocalName == "script" && !(element.GetAttribute("src")?.StartsWith("/assets/", StringComparison.Ordinal) == true && element.TextContent.Length == 0))
            {
                faults.Add($"a script: {element.OuterHtml}");
            }

            if (element.LocalName == "meta" && element.HasAttribute("http-equiv"))
            {
                faults.Add($"a meta: {element.OuterHtml}");
            }

            faults.AddRange(element.Attributes.Where(IsForeign).Select(attribute => $"<{element.LocalName} {attribute.Name}=\"{attribute.Value}\">"));
        }

        return faults;
    }

    /// <summary>All that a reader may see or hear, and what stands in fields: white space, control and direction characters taken out.</summary>
    public static string Words(IHtmlDocument document)
    {
        var words = new StringBuilder(document.DocumentElement.TextContent);
        foreach (var element in document.All)
        {
            foreach (var attribute in element.Attributes)
            {
                words.Append(' ').Append(attribute.Value);
            }
        }

        return Bare(words.ToString());
    }

    // A control character may be shown by its picture.
    public static string Bare(string text) => string.Concat(text.EnumerateRunes().Where(rune =>
        rune.Value is not (>= 0x2400 and <= 0x2421) && !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format)));

    private static bool IsForeign(IAttr attribute) =>
        attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        || attribute.Name is "style" or "srcdoc" or "ping" or "background"
        || attribute.Name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or ':' or '_'))
        || attribute.Name.StartsWith("lk-", StringComparison.Ordinal)
        || (Links.Contains(attribute.Name) && !IsHarmless(attribute.Value));

    // Ours are paths; one to elsewhere must say http or https. Browsers drop blanks before an address and line ends and tabs within.
    private static bool IsHarmless(string given)
    {
        var address = string.Concat(given.TrimStart([.. Enumerable.Range(0, 33).Select(code => (char)code)]).Where(character => character is not ('\t' or '\n' or '\r')));
        return Uri.TryCreate(new Uri("http://site.example/page"), address, out var uri) && uri.Scheme is "http" or "https"
            && (uri.Host == "site.example" || address.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            && !address.StartsWith("//", StringComparison.Ordinal);
    }
}
