using Microsoft.AspNetCore.Components;

namespace Lanekeeper.Web.Serving;

/// <summary>A page: pure, from what its endpoint found to HTML.</summary>
public abstract class Screen<TView> : ComponentBase
{
    [Parameter, EditorRequired]
    public required TView View { get; set; }

    [Parameter, EditorRequired]
    public required Frame Frame { get; set; }
}
