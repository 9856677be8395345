package dev.groundswell.catalog.category;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.http.EdgeAnswers;
import dev.groundswell.platform.paging.PageRequest;

/// `/api/categories`
@Path("/api/categories")
public class CategoryResource {

    private final Categories categories;

    CategoryResource(Categories categories) {
        this.categories = categories;
    }

    @GET
    public Uni<Response> page(@RestHeader("If-None-Match") @Nullable String ifNoneMatch, @Context UriInfo uri) {
        return categories.page(PageRequest.of(uri))
                .map(page -> EdgeAnswers.of(page, CategoryTags.entityTag(page.items()), ifNoneMatch, CategoryTags.cacheTags(page.items())));
    }
}
