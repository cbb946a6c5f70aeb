using System.Text;
using System.Text.Json;

namespace Lanekeeper.Rooms.Tests.Kernel;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[1.0,2.50,1e2]}""", """{"a":[1,2.5,100],"b":1}""")]
    [InlineData("""{ "é" : "ü\u00e9" , "Z":null }""", """{"Z":null,"é":"üé"}""")]
    [InlineData("""99999999999999999999999999999999999""", """99999999999999999999999999999999999""")]
    [InlineData("""[ ]""", """[]""")]
    [InlineData("""{"a":{},"":[true,false]}""", """{"":[true,false],"a":{}}""")]
    [InlineData(""" "\u0022\/\u002f\\\u000A\b\t\u001F\u007f" """, "\"\\\"//\\\\\\n\\b\\t\\u001f\u007f\"")]
    public void Two_spellings_of_one_value_become_one(string spelled, string canonical) => Write(spelled).ShouldBe(canonical);

    [Theory]
    [InlineData("-0.0e5", "0")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1E-7", "1e-7")]
    [InlineData("0.00000012300", "1.23e-7")]
    [InlineData("123456789012345680000", "123456789012345680000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("12.34e+1", "123.4")]
    [InlineData("-1200e-5", "-0.012")]
    [InlineData("1e-400", "1e-400")]
    [InlineData("0.1000000000000000000000000000000000000000000001", "0.1000000000000000000000000000000000000000000001")]
    [InlineData("100e999999999999999999999999", "1e+1000000000000000000000001")]
    [InlineData("0.001e-1000000000000000000000000", "1e-1000000000000000000000003")]
    [InlineData("10e-1000000000000000000", "1e-999999999999999999")]
    [InlineData("1e0000000000000000000000002", "100")]
    public void A_number_keeps_all_its_digits_in_one_form(string spelled, string canonical) => Write(spelled).ShouldBe(canonical);

    // The example of RFC 8785, 3.2.3.
    [Fact]
    public void Names_are_sorted_by_code_units() => Write(
        """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""")
        .ShouldBe("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\U0001f600\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");

    [Theory]
    [InlineData("""{"amount":10.00}""", """{"amount":10.01}""")]
    [InlineData("1e-400", "0")]
    [InlineData("100000000000000000000000000000.1", "100000000000000000000000000000.2")]
    [InlineData("0.10000000000000000000000000000000001", "0.1")]
    [InlineData("""{"to":"a","to":"b"}""", """{"to":"b"}""")]
    [InlineData("""{"to":"a","to":"b"}""", """{"to":"b","to":"a"}""")]
    [InlineData("""{"to":"b","to":"b"}""", """{"to":"b"}""")]
    [InlineData("\"\\ud83d\"", "\"\\ud83e\"")]
    [InlineData("\"\\ud83d\"", "\"\\ufffd\"")]
    [InlineData("\"\\ud83d\"", "\"\\\\ud83d\"")]
    [InlineData("""["a,b"]""", """["a","b"]""")]
    [InlineData("1", "\"1\"")]
    public void Other_values_have_other_digests(string one, string other) => Digest(one).ShouldNotBe(Digest(other));

    [Theory]
    [InlineData("\"\\uD83D\"", "\"\\ud83d\"")]
    [InlineData("\"\\uDE00\\uD83Dx\"", "\"\\ude00\\ud83dx\"")]
    [InlineData("{\"\\uDC00\":1,\"\\uD83D\\uDE00\":2}", "{\"\\udc00\":1,\"\U0001f600\":2}")]
    public void Half_of_a_pair_is_written_as_it_is(string spelled, string canonical) => Write(spelled).ShouldBe(canonical);

    [Fact]
    public void Bytes_that_are_no_text_are_kept()
    {
        byte[] given = [(byte)'"', 0xFF, 0xED, (byte)'"'];

        CanonicalJson.Write(JsonElement.Parse(given)).ShouldBe(given);
    }

    [Fact]
    public void Depth_does_not_use_up_the_stack()
    {
        const int Depth = 20_000;
        var text = new string('[', Depth) + new string(']', Depth);
        using var deep = JsonDocument.Parse(text, new() { MaxDepth = Depth + 1 });
        var length = 0;

        // A stack that one frame for each level would not fit into.
        var thread = new Thread(() => length = CanonicalJson.Write(deep.RootElement).Length, 256 * 1024);
        thread.Start();
        thread.Join();

        length.ShouldBe(2 * Depth);
    }

    [Fact]
    public void No_value_has_no_spelling() => Should.Throw<InvalidOperationException>(() => CanonicalJson.Write(default));

    private static string Write(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonElement.Parse(json)));

    private static string Digest(string json) => CanonicalJson.Digest(JsonElement.Parse(json));
}
