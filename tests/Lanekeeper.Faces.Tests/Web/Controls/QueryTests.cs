using Lanekeeper.Web.Controls;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class QueryTests
{
    [Fact]
    public void A_link_keeps_the_rest_of_the_query() =>
        Query.With("/runs?state=failed&after=1&workflow=a%26b", ("after", "2")).ShouldBe("?state=failed&workflow=a%26b&after=2");

    [Fact]
    public void A_value_can_be_taken_away() => Query.With("/runs?state=failed", ("state", null)).ShouldBe("?");

    [Fact]
    public void What_is_set_is_escaped() => Query.With("/runs", ("q", "a&b=c #\u202e")).ShouldBe("?q=a%26b%3Dc%20%23%E2%80%AE");
}
