using System.Collections.Frozen;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>The properties of <c>\p{…}</c> that .NET can express: general categories by both their names, and a few sets.</summary>
internal static class UnicodeProperties
{
    private static readonly FrozenDictionary<string, string> Categories = new Dictionary<string, string>
    {
        ["Letter"] = "L",
        ["Cased_Letter"] = "LC",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Combining_Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C",
        ["Control"] = "Cc",
        ["cntrl"] = "Cc",
        ["Format"] = "Cf",
        ["Private_Use"] = "Co",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What stands in .NET's brackets for a property.</summary>
    public static string Find(string property)
    {
        var name = property[(property.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var isCategory = name.Length == property.Length || property.StartsWith("gc=", StringComparison.Ordinal) || property.StartsWith("General_Category=", StringComparison.Ordinal);
        var category = Categories.GetValueOrDefault(name, name);
        return (isCategory, category) switch
        {
            (true, "LC") => @"\p{Lu}\p{Ll}\p{Lt}",
            (true, "ASCII") => @"\u0000-\u007F",
            (true, "Any") => @"\u0000-\uFFFF",
            (true, "Alphabetic" or "Alpha") => @"\p{L}\p{Nl}",
            (true, "Uppercase" or "Upper") => @"\p{Lu}",
            (true, "Lowercase" or "Lower") => @"\p{Ll}",
            (true, "White_Space") => @"\s",
            (true, _) when Categories.Values.Contains(category) => $@"\p{{{category}}}",
            _ => throw new EcmaSyntaxException($"\\p{{{property}}} is not supported; general categories such as \\p{{Letter}} or \\p{{Lu}} are"),
        };
    }

    /// <summary>The complement of a shorthand, as part of a larger class.</summary>
    public static string Negate(string units) => units switch
    {
        "0-9" => @"\u0000-/:-\uFFFF",
        "a-zA-Z0-9_" => @"\u0000-/:-@\u005B-\u005E`\u007B-\uFFFF",
        _ when units.StartsWith(@"\p{", StringComparison.Ordinal) && units.IndexOf('}', StringComparison.Ordinal) == units.Length - 1 => $@"\P{units[2..]}",
        _ when units.StartsWith(@"\t", StringComparison.Ordinal) => @"\u0000-\u0008\u000E-\u001F\u0021-\u009F\u00A1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E\u2030-\u205E\u2060-\u2FFF\u3001-\uFEFE\uFF00-\uFFFF",
        _ => throw new EcmaSyntaxException("this negated property cannot stand within brackets"),
    };
}
