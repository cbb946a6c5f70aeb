using System.Text.Json;

namespace Lanekeeper.Project.Comparing;

/// <summary>Says in sentences what a new definition does otherwise: what may be done first, then by which model, then how.</summary>
internal static class FactFinder
{
    public static IReadOnlyList<string> Find(ProjectDefinition before, ProjectDefinition after) =>
        [.. Workflows(before, after), .. Never(before, after), .. Tools(before, after), .. Routes(before, after), .. Sources(before, after)];

    private static IEnumerable<string> Workflows(ProjectDefinition before, ProjectDefinition after)
    {
        foreach (var (name, old, now) in Pairs(before.Workflows, after.Workflows))
        {
            if (old is null || now is null)
            {
                yield return old is null ? $"The workflow {name} is new." : $"The workflow {name} is gone.";
                continue;
            }

            foreach (var fact in Workflow(name, old, now))
            {
                yield return fact;
            }
        }
    }

    private static IEnumerable<string> Workflow(string name, WorkflowDefinition old, WorkflowDefinition now)
    {
        if (old.Ceiling != now.Ceiling)
        {
            yield return $"{name} may go {(now.Ceiling > old.Ceiling ? "further" : "less far")}: its ceiling is {Word(now.Ceiling)}, not {Word(old.Ceiling)}.";
        }

        if (Sets("rules", old.Rules.Select(rule => rule.Name), now.Rules.Select(rule => rule.Name)) is { } rules)
        {
            yield return $"{name}: {rules}.";
        }

        if (Sets("tools", old.Tools, now.Tools) is { } tools)
        {
            yield return $"{name}: {tools}.";
        }

        if (Sets("steps", old.Steps.Select(step => step.Id), now.Steps.Select(step => step.Id)) is { } steps)
        {
            yield return $"{name}: {steps}.";
        }

        if (old.Owner != now.Owner)
        {
            yield return $"{name} belongs to {now.Owner}, not {old.Owner}.";
        }
    }

    private static IEnumerable<string> Never(ProjectDefinition before, ProjectDefinition after) =>
        Sets("never list", before.Never, after.Never) is { } never ? [$"The {never}."] : [];

    private static IEnumerable<string> Tools(ProjectDefinition before, ProjectDefinition after)
    {
        foreach (var (name, old, now) in Pairs(before.Tools, after.Tools))
        {
            if (old is null || now is null)
            {
                yield return old is null ? $"The tool {name} ({Word(now!.Effect)}) is new." : $"The tool {name} is gone.";
            }
            else if (old.Effect != now.Effect)
            {
                yield return $"The tool {name} is declared {Word(now.Effect)}, not {Word(old.Effect)}.";
            }
            else if (old.Approval != now.Approval)
            {
                yield return $"Other people, or another time, decide over {name}.";
            }
        }
    }

    private static IEnumerable<string> Routes(ProjectDefinition before, ProjectDefinition after)
    {
        foreach (var (name, old, now) in Pairs(before.Routes, after.Routes))
        {
            if (old is null || now is null)
            {
                yield return old is null ? $"The route {name} is new." : $"The route {name} is gone.";
                continue;
            }

            foreach (var fact in Route(name, old, now))
            {
                yield return fact;
            }
        }
    }

    private static IEnumerable<string> Route(string name, RouteDefinition old, RouteDefinition now)
    {
        if (old.Model != now.Model)
        {
            yield return old.Model.Model == now.Model.Model
                ? $"The route {name} asks {now.Model.Model} with other settings."
                : $"The route {name} asks {now.Model.Model}, not {old.Model.Model}.";
        }

        // Whatever may be asked besides is spoken of by its name; what is behind the name may be another.
        var before = Others(old).Append(old.Model).DistinctBy(model => model.Name).ToDictionary(model => model.Name, StringComparer.Ordinal);
        foreach (var model in Others(now).Where(model => model.Name != now.Model.Name).DistinctBy(model => model.Name))
        {
            if (before.TryGetValue(model.Name, out var was) && was != model)
            {
                yield return was.Model == model.Model
                    ? $"The route {name} may ask {model.Model} with other settings."
                    : $"The route {name} may ask {model.Model}, not {was.Model}, as {model.Name}.";
            }
        }

        if (RouteWords.Of(old) is var chose && RouteWords.Of(now) is var chooses && chose != chooses)
        {
            yield return $"The route {name} chooses otherwise: {chooses}; before: {chose}.";
        }
    }

    /// <summary>What a route may ask besides its own model.</summary>
    private static IEnumerable<ModelDefinition> Others(RouteDefinition route) =>
        [.. route.Rules.Select(rule => rule.Model), .. route.Cascade is { } cascade ? [cascade.Then] : Array.Empty<ModelDefinition>(), .. route.Fallback?.Models ?? []];

    private static IEnumerable<string> Sources(ProjectDefinition before, ProjectDefinition after) =>
        Sets("sources", before.Sources.Keys, after.Sources.Keys) is { } sources ? [$"The {sources}."] : [];

    private static IEnumerable<(string Name, T? Old, T? Now)> Pairs<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after)
        where T : class =>
        before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => (name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)));

    private static string? Sets(string what, IEnumerable<string> before, IEnumerable<string> after)
    {
        var (old, now) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        var (added, removed) = (List(now.Except(old)), List(old.Except(now)));
        return (added, removed) switch
        {
            ("", "") => null,
            (_, "") => $"{what} gained {added}",
            ("", _) => $"{what} lost {removed}",
            _ => $"{what} gained {added} and lost {removed}",
        };
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
