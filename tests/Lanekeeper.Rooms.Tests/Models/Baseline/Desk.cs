using System.Text.Json;
using Lanekeeper.Models.Baseline;

namespace Lanekeeper.Rooms.Tests.Models.Baseline;

/// <summary>A small support desk: a schema with one property of each kind, nine examples, two passages.</summary>
internal static class Desk
{
    public const int LongestReply = 600;

    public static readonly string[] Categories = ["refund", "delivery", "account"];

    private static readonly JsonElement Schema = JsonElement.Parse(
        """
        {
          "type": "object",
          "required": ["category", "confidence", "reason", "reply", "citations", "amount", "date", "summary"],
          "properties": {
            "category": { "enum": ["refund", "delivery", "account"] },
            "confidence": { "type": "number", "minimum": 0, "maximum": 1 },
            "reason": { "type": "string" },
            "reply": { "type": "string", "minLength": 1, "maxLength": 600 },
            "summary": { "type": "string", "x-lanekeeper": { "fill": "extract", "from": "text" } },
            "amount": { "type": ["number", "null"], "minimum": 0, "maximum": 10000 },
            "date": { "type": ["string", "null"], "format": "date" },
            "order_id": { "type": "string", "pattern": "^BW-\\d{5}$" },
            "contact": { "type": "string", "format": "email" },
            "copied": { "type": "string", "maxLength": 20, "x-lanekeeper": { "fill": "copy", "from": "input.name" } },
            "citations": {
              "type": "array", "maxItems": 2,
              "items": {
                "type": "object", "required": ["passage", "quote"],
                "properties": { "passage": { "type": "integer" }, "quote": { "type": "string", "maxLength": 200 } }
              }
            }
          }
        }
        """);

    private static readonly BaselineExamples Examples = BaselineExamples.Parse(
        """
        {"input":{"body":"I want my money back for the broken lamp"},"output":{"category":"refund"}}
        {"input":{"body":"Please pay me back the 20 euros"},"output":{"category":"refund"}}
        {"input":{"body":"When do I get my refund?"},"output":{"category":"refund"}}
        {"input":{"body":"My parcel has not arrived yet"},"output":{"category":"delivery"}}
        {"input":{"body":"Where is the courier with my order?"},"output":{"category":"delivery"}}
        {"input":{"body":"The tracking link shows nothing"},"output":{"category":"delivery"}}
        {"input":{"body":"I cannot log in with my password"},"output":{"category":"account"}}
        {"input":{"body":"Please change my e-mail address"},"output":{"category":"account"}}
        {"input":{"body":"How do I close my profile?"},"output":{"category":"account"}}
        """);

    private static readonly BaselinePassage[] Passages =
    [
        new("p1", "refunds.md", "When the money comes", "A refund takes five working days after the goods have arrived. Gift cards are not paid out."),
        new("p2", "shipping.md", "Tracking", "The tracking link works from the evening of the day of dispatch. A parcel waits for seven days at the pick-up point."),
    ];

    public static BaselineRequest Ask(string text, string name = "Ana Silva") =>
        new(Schema, text, JsonSerializer.SerializeToElement(new { name }), Examples, Passages);
}
