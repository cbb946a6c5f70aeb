using Lanekeeper.Cel;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>The values that templates and conditions may name at one place.</summary>
/// <param name="Later">Steps that are there, but not before this place.</param>
internal sealed record Scope(Outline Known, IReadOnlySet<string> Later)
{
    private static readonly HashSet<string> None = [];

    public static Scope Of(Outline known) => new(known, None);

    public void Check(CheckContext context, Located<Template>? template)
    {
        foreach (var path in template?.Value.Paths ?? [])
        {
            if (Explain(path.Segments) is { } message)
            {
                template!.Fault(context.Faults, path.Offset, message);
            }
        }
    }

    public void Check(CheckContext context, Located<CelExpression>? condition)
    {
        foreach (var reference in condition?.Value.References ?? [])
        {
            // has(x.y) is there to ask about fields that nobody declared.
            var segments = reference.IsTested ? reference.Segments.SkipLast(1).ToList() : reference.Segments;
            if (Explain(segments) is { } message)
            {
                condition!.Fault(context.Faults, reference.Offset, message);
            }
        }
    }

    public string? Explain(IReadOnlyList<string> segments) =>
        segments is ["steps", var step, ..] && Later.Contains(step)
            ? $"`{string.Join('.', segments)}` cannot be known here: step `{step}` does not come before this place"
            : Known.Explain(segments);
}
