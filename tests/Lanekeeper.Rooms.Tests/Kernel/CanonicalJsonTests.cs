using System.Text;
using System.Text.Json;

namespace Lanekeeper.Rooms.Tests.Kernel;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[1.0,2.50,1e2]}""", """{"a":[1,2.5,100],"b":1}""")]
    [InlineData("""{ "é" : "ü\u00e9" , "Z":null }""", """{"Z":null,"é":"üé"}""")]
    [InlineData("""99999999999999999999999999999999999""", """99999999999999999999999999999999999""")]
    public void Two_spellings_of_one_value_become_one(string spelled, string canonical)
    {
        using var value = JsonDocument.Parse(spelled);

        Encoding.UTF8.GetString(CanonicalJson.Write(value.RootElement)).ShouldBe(canonical);
    }

    [Fact]
    public void A_changed_amount_changes_the_digest()
    {
        using var ten = JsonDocument.Parse("""{"amount":10.00}""");
        using var more = JsonDocument.Parse("""{"amount":10.01}""");

        CanonicalJson.Digest(ten.RootElement).ShouldNotBe(CanonicalJson.Digest(more.RootElement));
    }
}
