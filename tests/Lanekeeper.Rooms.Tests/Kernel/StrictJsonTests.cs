using System.Text.Json;

namespace Lanekeeper.Rooms.Tests.Kernel;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,"\u00e9\\ud83d 😀 \ud83d\ude00 \uD7FF\u0041"]}""")]
    [InlineData("\"\\\\\\ud83d\\ude00\"")]
    [InlineData("1e999")]
    public void What_every_reader_reads_alike_is_let_through(string json) => StrictJson.FaultOf(JsonElement.Parse(json), 64).ShouldBeNull();

    [Theory]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\uDE00\"")]
    [InlineData("\"\\ud83d\\u0041\"")]
    [InlineData("\"\\ud83d\\ud83d\\ude00\"")]
    [InlineData("{\"\\uDBFF\":1}")]
    public void Half_of_a_pair_is_found(string json) => StrictJson.FaultOf(JsonElement.Parse(json), 64).ShouldBe("it holds text that is no valid Unicode");

    [Fact]
    public void Bytes_that_are_no_text_are_found() => StrictJson.FaultOf(JsonElement.Parse([(byte)'"', 0xC3, (byte)'"']), 64).ShouldBe("it holds text that is no valid Unicode");

    [Theory]
    [InlineData("""{"to":"a","to":"b"}""")]
    [InlineData("""[{"x":{"to":"a","\u0074o":"a"}}]""")]
    [InlineData("[[[[1]]]]")]
    public void What_readers_may_read_differently_is_found(string json) => StrictJson.FaultOf(JsonElement.Parse(json), 3).ShouldNotBeNull();

    [Fact]
    public void No_value_is_a_fault() => StrictJson.FaultOf(default, 64).ShouldNotBeNull();
}
