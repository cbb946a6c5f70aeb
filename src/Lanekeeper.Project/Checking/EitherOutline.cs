namespace Lanekeeper.Project.Checking;

/// <summary>A value that has one of several shapes.</summary>
internal sealed record EitherOutline(IReadOnlyList<Outline> Choices) : Outline
{
    public override IEnumerable<string> Names => Choices.SelectMany(choice => choice.Names).Distinct();

    public override Outline? Child(string segment) =>
        Choices.Select(choice => choice.Child(segment)).OfType<Outline>().ToList() is { Count: > 0 } found ? new EitherOutline(found) : null;
}
