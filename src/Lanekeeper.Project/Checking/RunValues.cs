using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>What a run knows as it goes: its input, and the steps that were done.</summary>
internal sealed class RunValues(Outline input, Located<IReadOnlyList<StepSyntax>> steps)
{
    public static readonly Outline Run = Outline.Of(("id", Outline.Leaf), ("workflow", Outline.Leaf));

    public static readonly Outline Passages = new SchemaOutline(default, System.Text.Json.JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {
            "text": { "type": "string" },
            "passages": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "id": { "type": "string" },
                  "source": { "type": "string" },
                  "document": { "type": "string" },
                  "heading": { "type": "string" },
                  "text": { "type": "string" },
                  "score": { "type": "number" },
                  "start_line": { "type": "integer" },
                  "end_line": { "type": "integer" }
                }
              }
            }
          }
        }
        """u8));

    private readonly Dictionary<string, Outline> _done = new(StringComparer.Ordinal);

    /// <summary>The ids of all steps, those of broken ones too.</summary>
    public IReadOnlySet<string> Ids { get; } = IdsOf(steps);

    public static HashSet<string> IdsOf(Located<IReadOnlyList<StepSyntax>> steps) =>
        ((ListNode)steps.Node).Items.Select(IdOf).OfType<string>().ToHashSet(StringComparer.Ordinal);

    public static string? IdOf(Node step) => step is MapNode map && map.Find("id") is ScalarNode id ? id.Text : null;

    public bool IsDone(string id) => _done.ContainsKey(id);

    public void Add(string id, Outline outline) => _done.TryAdd(id, outline);

    /// <summary>What templates and conditions of the next step may name.</summary>
    public Scope ForStep() => Build();

    /// <summary>What rules may name: they are asked at any step, so every step may be done by then.</summary>
    public Scope ForRules(Outline arguments) => Build(("args", arguments), ("tool", Outline.Leaf));

    private Scope Build(params (string Name, Outline Value)[] more)
    {
        var all = Outline.Of([.. _done.Select(each => (each.Key, each.Value))]);
        var later = Ids.Where(id => !_done.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        return new(Outline.Of([("input", input), ("run", Run), ("steps", all), .. more]), later);
    }
}
