using System.CommandLine;

namespace Lanekeeper.Cli.Help;

/// <summary>A command whose help ends in examples.</summary>
internal abstract class ExplainedCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Each as it is typed, with what it does after a <c>#</c>.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
