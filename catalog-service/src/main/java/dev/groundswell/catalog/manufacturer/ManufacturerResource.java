package dev.groundswell.catalog.manufacturer;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.catalog.writing.Preconditions;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.EdgeAnswers;
import dev.groundswell.platform.http.EntityTag;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.problem.Refusal;

/// `/api/manufacturers/{id}`. An id has the form of a sku.
@Path("/api/manufacturers/{id}")
public class ManufacturerResource {

    private final Manufacturers manufacturers;
    private final WritingManufacturers writing;
    private final ReplicatedDatabase database;

    ManufacturerResource(Manufacturers manufacturers, WritingManufacturers writing, ReplicatedDatabase database) {
        this.manufacturers = manufacturers;
        this.writing = writing;
        this.database = database;
    }

    /// The tag by which the edge drops whatever shows this manufacturer.
    public static String cacheTag(String id) {
        return "manufacturer:" + id;
    }

    @GET
    public Uni<Response> read(@RestPath String id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch,
            @RestHeader(Caching.PAST_CACHES) @Nullable String pastCaches) {
        if (!Skus.wellFormed(id)) {
            return Uni.createFrom().item(EdgeAnswers.absent("There is no such manufacturer.", List.of()));
        }
        return manufacturers.read(id, Recency.of(pastCaches, database))
                .map(found -> found
                        .map(it -> EdgeAnswers.of(it, EntityTag.of(it.version()), ifNoneMatch, List.of(cacheTag(id))))
                        .orElseGet(() -> EdgeAnswers.absent("There is no manufacturer " + id + ".", List.of(cacheTag(id)))));
    }

    @PUT
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> write(@RestPath String id, ManufacturerBody body, @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        if (!Skus.wellFormed(id)) {
            throw Refusal.notFound("There can be no manufacturer with this id.");
        }
        return writing.put(id, body.validName(id), new Preconditions(ifMatch, ifNoneMatch)).map(ManufacturerResource::written);
    }

    private static Response written(WritingManufacturers.Written written) {
        return Caching.never(Response.status(written.created() ? 201 : 200))
                .header("ETag", EntityTag.of(written.manufacturer().version()))
                .entity(written.manufacturer())
                .build();
    }
}
