using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Lanekeeper.Rooms.Tests.Kernel;

public sealed class CanonicalJsonProperties
{
    private static readonly string[] Units = ["a", "é", "\\u0000", "\\u000a", "\\n", "\\\"", "\\\\", "\\/", "/", "\\ud83d", "\\uDE00", "\\ud83d\\ude00", "😀", "\\uFB33", "\\u0061", "\\u00E9"];

    [Fact]
    public void Two_numbers_share_a_text_exactly_when_they_are_equal() =>
        Prop.ForAll((from one in Number from other in Number select (one, other)).ToArbitrary(), pair => (Write(pair.one) == Write(pair.other)) == (ValueOf(pair.one) == ValueOf(pair.other)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void A_number_s_text_is_a_number_of_the_same_value() =>
        Prop.ForAll(Number.ToArbitrary(), number => ValueOf(Write(number)) == ValueOf(number) && Write(Write(number)) == Write(number))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Two_strings_share_a_text_exactly_when_they_have_the_same_units() =>
        Prop.ForAll((from one in Text from other in Text select (one, other)).ToArbitrary(), pair => (Write(pair.one) == Write(pair.other)) == (UnitsOf(pair.one) == UnitsOf(pair.other)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Neither_order_nor_spaces_count_and_writing_again_changes_nothing() =>
        Prop.ForAll(Document(3).ToArbitrary(), document => Write(document) is var text && Write(text) == text && Write(Shuffled(JsonElement.Parse(document))) == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Whatever_the_parser_takes_is_written() =>
        Prop.ForAll((from start in Document(2) from cut in Gen.Choose(0, 40) from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 3) select Spoil(start, cut, bytes)).ToArbitrary(), bytes =>
        {
            if (Parse(bytes) is { } value)
            {
                CanonicalJson.Digest(value).Length.ShouldBe("sha256:".Length + 64);
                StrictJson.FaultOf(value, 64);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<string> Digits => from count in Gen.Choose(1, 40) from digits in Gen.ArrayOf(Gen.Elements('0', '0', '1', '9', '5'), count) select new string(digits);

    private static Gen<string> Number =>
        from sign in Gen.Elements("", "-")
        from whole in Digits
        from fraction in Gen.OneOf(Gen.Constant(""), Digits.Select(digits => "." + digits))
        from exponent in Gen.OneOf(Gen.Constant(""), Gen.Choose(-60, 60).Select(power => $"e{power}"), Gen.Choose(0, 60).Select(power => $"E+0{power}"))
        let trimmed = whole.TrimStart('0')
        select $"{sign}{(trimmed.Length == 0 ? "0" : trimmed)}{fraction}{exponent}";

    private static Gen<string> Text => from count in Gen.Choose(0, 4) from units in Gen.ArrayOf(Gen.Elements(Units), count) select $"\"{string.Concat(units)}\"";

    private static Gen<string> Document(int depth) => depth == 0
        ? Gen.OneOf(Number, Text, Gen.Elements("true", "false", "null"))
        : Gen.OneOf(Document(0), Items(depth).Select(items => $"[{string.Join(" ,", items)}]"), Members(depth).Select(members => $"{{{string.Join(",\n", members)}}}"));

    private static Gen<string[]> Items(int depth) => from count in Gen.Choose(0, 4) from items in Gen.ArrayOf(Document(depth - 1), count) select items;

    private static Gen<IEnumerable<string>> Members(int depth) =>
        from items in Items(depth)
        from names in Gen.ArrayOf(Text, items.Length)
        select items.Zip(names, (item, name) => (item, name)).DistinctBy(member => UnitsOf(member.name)).Select(member => $"{member.name} : {member.item}");

    /// <summary>The number times 10^400, which makes each one here whole.</summary>
    private static BigInteger ValueOf(string number)
    {
        var parts = number.ToLowerInvariant().Split('e');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        var exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, 400 + exponent - fraction);
    }

    private static string UnitsOf(string text)
    {
        var units = new StringBuilder();
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] != '\\')
            {
                units.Append(text[i]);
                continue;
            }

            i++;
            units.Append(text[i] switch { 'u' => (char)Convert.ToInt32(text.Substring(i + 1, 4), 16), 'n' => '\n', _ => text[i] });
            i += text[i] == 'u' ? 4 : 0;
        }

        return units.ToString();
    }

    private static string Shuffled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Reversed(value),
        JsonValueKind.Array => $"[ {string.Join(" , ", value.EnumerateArray().Select(Shuffled))} ]",
        _ => value.GetRawText(),
    };

    private static string Reversed(JsonElement value) =>
        $"{{ {string.Join(" , ", value.EnumerateObject().Reverse().Select(member => $"\"{Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member))}\" : {Shuffled(member.Value)}"))} }}";

    private static byte[] Spoil(string document, int at, int[] bytes)
    {
        var spoilt = Encoding.UTF8.GetBytes(document);
        for (var i = 0; i < bytes.Length && at + i < spoilt.Length; i++)
        {
            spoilt[at + i] = (byte)bytes[i];
        }

        return spoilt;
    }

    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            return JsonElement.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Write(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonElement.Parse(json)));
}
