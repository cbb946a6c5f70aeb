using System.Text.Json;
using Lanekeeper.Web.Inbox.Editing;

namespace Lanekeeper.Faces.Tests.Web.Inbox;

public sealed class SlotTests
{
    private const string Schema =
        """
        {
          "type": "object", "required": ["to", "amount", "urgent"],
          "properties": {
            "to": { "type": "string", "format": "email" },
            "body": { "type": "string", "maxLength": 8000 },
            "amount": { "type": "number" },
            "urgent": { "type": "boolean" },
            "tone": { "enum": ["warm", "plain", 3] },
            "note": { "type": ["string", "null"] },
            "tags": { "type": "array", "items": { "type": "string" } },
            "lines": { "type": "array", "items": { "type": "object" } },
            "address": { "type": "object", "required": ["city"], "properties": { "city": { "type": "string" }, "floor": { "type": "integer" } } },
            "either": { "oneOf": [{ "type": "string" }, { "type": "number" }] }
          }
        }
        """;

    private const string Proposed =
        """{"to":"eve@example.com","body":"Hello\r\nEve","amount":1.50,"urgent":false,"tone":"warm","note":null,"tags":["a","b"],"lines":[{"n":1}],"address":{"city":"Ghent"},"either":7,"extra/~":"x","odd":"a\u0000b"}""";

    private static readonly IReadOnlyList<Slot> Slots = SlotMaker.Of(JsonElement.Parse(Schema), JsonElement.Parse(Proposed));

    [Fact]
    public void Each_argument_gets_the_field_that_fits_it_and_json_where_none_does() =>
        Slots.Select(slot => (slot.Label, slot.Kind)).ShouldBe(
        [
            ("to", SlotKind.Text), ("body", SlotKind.LongText), ("amount", SlotKind.Number), ("urgent", SlotKind.Choice), ("tone", SlotKind.Choice), ("note", SlotKind.Text),
            ("tags", SlotKind.List), ("lines", SlotKind.Json), ("address", SlotKind.Group), ("either", SlotKind.Json), ("extra/~", SlotKind.Text), ("odd", SlotKind.Json),
        ]);

    [Fact]
    public void A_form_that_is_sent_back_as_it_came_changes_nothing_to_the_last_character()
    {
        // Browsers send line ends as CR LF, whatever they were.
        var reader = new SlotReader(Leaves(Slots).ToDictionary(slot => slot.Name, slot => slot.Write(slot.Proposed).ReplaceLineEndings("\r\n")));

        var read = reader.Read(Slots);

        reader.Faults.ShouldBeEmpty();
        CanonicalJson.Digest(read).ShouldBe(CanonicalJson.Digest(JsonElement.Parse(Proposed)));
    }

    [Fact]
    public void What_is_typed_becomes_the_value_that_the_schema_means()
    {
        var read = Read(
            ("to", "zoe@example.com"), ("body", "Two\r\nlines"), ("amount", " 12.50 "), ("urgent", "true"), ("tone", "3"), ("note", "n"), ("tags", "x\r\n\r\ny"),
            ("lines", "[]"), ("city", "Bruges"), ("floor", "2"), ("either", "\"s\""), ("extra/~", ""));

        CanonicalJson.Digest(read.Value).ShouldBe(CanonicalJson.Digest(JsonElement.Parse(
            """{"to":"zoe@example.com","body":"Two\nlines","amount":12.50,"urgent":true,"tone":3,"note":"n","tags":["x","y"],"lines":[],"address":{"city":"Bruges","floor":2},"either":"s","odd":"a\u0000b"}""")));
        read.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void What_cannot_be_read_is_told_at_its_field()
    {
        var read = Read(("amount", "12,50"), ("urgent", "perhaps"), ("lines", "[{}"), ("either", """{"a":1,"a":2}"""), ("to", "Zoe"));

        read.Faults.Order().ShouldBe(["amount", "either", "lines", "urgent"]);
    }

    [Fact]
    public void A_required_text_may_be_emptied_and_an_optional_argument_left_out()
    {
        var read = Read(("to", ""), ("tags", ""));

        read.Value.GetProperty("to").GetString().ShouldBe("");
        read.Value.TryGetProperty("tags", out _).ShouldBeFalse();
    }

    private static (JsonElement Value, IReadOnlyList<string> Faults) Read(params (string Label, string Text)[] typed)
    {
        var names = Leaves(Slots).ToDictionary(slot => slot.Label, slot => slot.Name);
        var reader = new SlotReader(typed.Where(one => names.ContainsKey(one.Label)).ToDictionary(one => names[one.Label], one => one.Text));
        return (reader.Read(Slots), [.. names.Where(name => reader.Faults.ContainsKey(name.Value)).Select(name => name.Key)]);
    }

    private static IEnumerable<Slot> Leaves(IReadOnlyList<Slot> slots) => slots.SelectMany(slot => slot.Fields.Count > 0 ? Leaves(slot.Fields) : [slot]);
}
