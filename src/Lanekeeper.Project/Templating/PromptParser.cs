using System.Text.RegularExpressions;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Templating;

/// <summary>Cuts a prompt file at its role lines.</summary>
internal static partial class PromptParser
{
    private static readonly string[] Roles = ["system", "user"];

    /// <summary>The messages, each with the offset at which its text begins in the file.</summary>
    public static IReadOnlyList<(PromptMessage Message, int Offset)> Parse(string text, List<TemplateFault> faults)
    {
        var messages = new List<(PromptMessage Message, int Offset)>();
        var role = PromptRole.User;
        var start = 0;
        foreach (Match line in RoleLine().Matches(text))
        {
            Add(messages, role, text, start, line.Index, faults);
            if (messages.Count > 0 && start == 0)
            {
                faults.Add(new(messages[0].Offset, "text before the first role line belongs to no message; move it below the line, or remove the role lines"));
            }

            role = RoleOf(line.Groups["role"], faults);
            start = line.Index + line.Length;
        }

        Add(messages, role, text, start, text.Length, faults);
        if (messages.Count == 0)
        {
            faults.Add(new(0, "the prompt is empty; expected the text of at least one message"));
        }

        return messages;
    }

    private static void Add(List<(PromptMessage Message, int Offset)> messages, PromptRole role, string text, int start, int end, List<TemplateFault> faults)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var body = text[start..end].TrimEnd();
        if (body.Length > 0)
        {
            var inner = new List<TemplateFault>();
            messages.Add((new(role, Template.Parse(body, inner)), start));
            faults.AddRange(inner.Select(fault => fault with { Offset = fault.Offset + start }));
        }
    }

    private static PromptRole RoleOf(Group found, List<TemplateFault> faults)
    {
        switch (found.Value)
        {
            case "system":
                return PromptRole.System;
            case "user":
                return PromptRole.User;
            default:
                faults.Add(new(found.Index, $"unknown role `{found.Value}`; expected system or user{Nearest.Hint(found.Value, Roles)}"));
                return PromptRole.User;
        }
    }

    [GeneratedRegex(@"^[ \t]*<!--[ \t]*role:[ \t]*(?<role>[^\s>]*?)[ \t]*-->[ \t]*\r?(\n|\z)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex RoleLine();
}
