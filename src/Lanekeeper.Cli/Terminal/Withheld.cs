namespace Lanekeeper.Cli.Terminal;

/// <summary>What stands where something was left out.</summary>
internal static class Withheld
{
    public const string Words = "What went in and what came out are shown to reviewers. Ask an admin for that role if you need them.";
}
