namespace Lanekeeper.Cel;

/// <summary>Where an evaluation finds its variables; asked only for those it reaches.</summary>
public interface ICelVariables
{
    /// <summary>The variable of this name. A name may hold dots: <c>a.b</c> is asked for before <c>a</c>.</summary>
    bool TryGet(string name, out CelValue value);
}
